"""The publish: collect, validate, reserve, extract, deliver; or the plan of it, which touches nothing."""
