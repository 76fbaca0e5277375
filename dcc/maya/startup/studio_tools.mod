+ MAYAVERSION:2025 studio_tools 0.1.0 .
scripts: scripts

+ MAYAVERSION:2026 studio_tools 0.1.0 .
scripts: scripts

+ MAYAVERSION:2027 studio_tools 0.1.0 .
scripts: scripts
