"""Parts for studios to test their own steps and hosts with: no licence, no server, no mocks.

A host in memory, contracts as plain functions, builders. Imported by tests, never by the product.
"""
