#!/usr/bin/env python3
"""Start-up of the image, paired: startup.py [ROUNDS]. Each round runs every command once; read the ratios."""
import os
import pathlib
import statistics
import subprocess
import sys
import time

image = pathlib.Path(__file__).resolve().parent / "target" / "image" / "bin"
commands = {
    "java --version": ([image / "java", "--version"], ""),
    "topcoffea --version": ([image / "topcoffea", "--version"], ""),
    "topcoffea --help": ([image / "topcoffea", "--help"], ""),
    "topcoffea doctor": ([image / "topcoffea", "doctor"], ""),
    "topcoffea doctor, no start-up cache": ([image / "topcoffea", "doctor"], "-XX:AOTMode=off"),
}
times = {name: [] for name in commands}
for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 15):
    for name, (command, options) in commands.items():
        environment = dict(os.environ, TOPCOFFEA_JAVA_OPTIONS=options)
        begin = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        times[name].append(1e3 * (time.perf_counter() - begin))
base = times["java --version"]
for name, measured in times.items():
    ratio = statistics.median(a / b for a, b in zip(measured, base))
    print(f"{name:36s} median {statistics.median(measured):4.0f} ms, least {min(measured):4.0f} ms, {ratio:.2f} x java --version")
