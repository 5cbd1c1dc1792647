"""Starts Spark once per process, quietly, and takes everything that it wrote away again."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sojourn.errors import BadInput, NotAvailable, StoreError

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

MASTER = "SOJOURN_SPARK_MASTER"
"""The variable that says where Spark runs."""
OLDEST_JAVA = 17
"""Spark 4 runs on no earlier one."""

_INSTALL_JAVA = "Install Java 17 or later (Debian's package openjdk-17-jre-headless), or set JAVA_HOME."
_ours: dict[str, tuple[SparkSession, Path]] = {}
"""The session that this module started, by its master, with its folder for what is temporary."""


def session() -> SparkSession:
    """The session of the calling program, or one on ``SOJOURN_SPARK_MASTER``, started when it is needed first.

    Raises:
        NotAvailable: If PySpark or Java is not installed.
        StoreError: If Spark does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        advice = "Install it with: pip install 'sojourn[spark]'"
        raise NotAvailable("PySpark is not installed", advice=advice) from None
    master = os.environ.get(MASTER) or "local[*]"
    if master in _ours:
        return _ours[master][0]
    stop()
    active = SparkSession.getActiveSession()
    return active if active is not None else _start(master)


def stop() -> None:
    """Stops the Spark that :func:`session` started and removes its temporary files; anything else is left alone."""
    while _ours:
        _, (spark, folder) = _ours.popitem()
        spark.stop()
        shutil.rmtree(folder, ignore_errors=True)


atexit.register(stop)


def _start(master: str) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.logger import PySparkLogger
    from pyspark.sql import SparkSession

    if not re.match(r"local(\[|-cluster\[|$)|spark://|yarn$|k8s://", master):
        advice = "It is local[*], spark://HOST:PORT, yarn or k8s://…."
        raise BadInput(f"{master!r} is no master of Spark", where=MASTER, advice=advice)
    check_java()
    with warnings.catch_warnings(), suppress(ImportError):
        # Loaded by PySpark in the middle of its work, it warns about the version of a pandas that nothing here uses.
        warnings.simplefilter("ignore", FutureWarning)
        import_module("pyspark.testing.utils")
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        PySparkLogger.getLogger(name).disabled = True  # what they print is in the exception, too
    folder = Path(tempfile.mkdtemp(prefix="sojourn-spark-"))
    log = folder / "spark.log"
    conf = SparkConf(loadDefaults=False).setAll(settings(master, folder))
    try:
        with log.open("wb") as messages, _environment(master, folder):
            gateway = launch_gateway(conf, {"stdout": messages, "stderr": messages})  # type: ignore[no-untyped-call]  # PySpark does not type it
            spark = SparkSession(SparkContext(conf=conf, gateway=gateway))
    except (PySparkException, Py4JError, OSError) as error:
        why = _reason(str(error), log)
        _end(SparkContext)
        shutil.rmtree(folder, ignore_errors=True)
        advice = "Check the master, and that it can be reached from here."
        raise StoreError(f"Spark does not start on {master!r}: {why}", where=MASTER, advice=advice) from None
    _ours[master] = (spark, folder)
    return spark


def settings(master: str, folder: Path) -> list[tuple[str, str]]:
    """What Spark is told: no web page, no noise, nothing written beside ``folder``.

    Everything else is Spark's own default, or what ``spark-defaults.conf`` in ``SPARK_CONF_DIR`` says.
    """
    told = [
        ("spark.master", master),
        ("spark.app.name", "sojourn"),
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.log.level", "ERROR"),
        ("spark.sql.catalogImplementation", "in-memory"),
        ("spark.sql.warehouse.dir", (folder / "warehouse").as_uri()),
        ("spark.sql.session.timeZone", "UTC"),
    ]
    if master.startswith("local"):
        told += [
            ("spark.local.dir", str(folder)),
            ("spark.sql.shuffle.partitions", "8"),  # 200 by default, which is meant for clusters
            ("spark.driver.host", "127.0.0.1"),
            ("spark.driver.bindAddress", "127.0.0.1"),
        ]
    return told


def check_java() -> None:
    """Makes sure that a Java is there which Spark can run on.

    Raises:
        NotAvailable: If there is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if java is None:
        where = f" in JAVA_HOME ({home})" if home else ""
        raise NotAvailable(f"Spark needs Java, and there is none{where}", advice=_INSTALL_JAVA)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the Java found
    version = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    if told.returncode or (version and int(version.group(1)) < OLDEST_JAVA):
        is_what = f"is Java {version.group(1)}" if version else "does not run"
        raise NotAvailable(f"Spark needs Java {OLDEST_JAVA} or later; {java} {is_what}", advice=_INSTALL_JAVA)


@contextmanager
def _environment(master: str, folder: Path) -> Iterator[None]:
    """The variables that Spark's own processes need, set while they start unless the user has set them."""
    import pyspark

    wanted = {"SPARK_HOME": str(Path(pyspark.__file__).parent)}
    if master.startswith("local"):
        wanted["SPARK_LOCAL_IP"] = "127.0.0.1"
    if master.startswith("local-cluster") and "SPARK_HOME" not in os.environ:
        wanted["SPARK_HOME"] = str(_home_of_links(Path(wanted["SPARK_HOME"]), folder / "home"))
    added = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _home_of_links(installed: Path, home: Path) -> Path:
    """A SPARK_HOME whose folder ``work`` is temporary: the workers of a local cluster write nowhere else."""
    home.mkdir()
    for entry in installed.iterdir():
        if entry.name != "work":
            (home / entry.name).symlink_to(entry)
    return home


def _end(context: type[SparkContext]) -> None:
    """Ends the Java process of a context that did not start."""
    gateway = context._gateway
    if gateway is None:
        return
    process = getattr(gateway, "proc", None)
    gateway.shutdown()
    context._gateway = context._jvm = None
    if process is not None:
        process.stdin.close()  # the process ends when this pipe breaks
        process.wait()


def _reason(error: str, log: Path) -> str:
    """The line that says why, from the log of the Java process or from the error."""
    said = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    for line in [*said.splitlines(), *error.splitlines()]:
        if "is unresponsive" in line or "are unresponsive" in line:
            return "no master answers there"
        if re.search(r"(Exception|Error)\b.*: \S", line):
            return line.partition(": ")[2].strip() if line.startswith(("Exception", ":")) else line.strip()
    return (error.splitlines() or ["no reason given"])[0]
