"""Reading the incidents' CSV to a table of typed columns."""
OFFENCES = [
    "Assault without injury", "Assault with less serious injury", "Robbery of personal property",
    "Possession of an article with a blade", "Violent disorder in a public place", "Threats to wound or injure",
]
UNCHECKED = (
    "parses the same columns to text, local date and time, numbers and categories; it checks no row, makes no moments of local times and "
    "finds no identifier that comes twice"
)


def path(folder, rows):
    return f"{folder}/town-{rows}.csv"


def places(folder, rows):
    """Eastings and northings as two columns of numbers, for the other kernels; not timed there."""
    import numpy
    from pyarrow import csv

    table = csv.read_csv(
        path(folder, rows), convert_options=csv.ConvertOptions(include_columns=["easting", "northing"])
    )
    return numpy.column_stack([table["easting"].to_numpy(), table["northing"].to_numpy()]).astype(float)


def pandas(folder, rows):
    import pandas

    def work():
        table = pandas.read_csv(
            path(folder, rows), engine="pyarrow", dtype_backend="pyarrow",
            dtype={"offence": "category", "easting": "float64", "northing": "float64", "victim_age": "int16"},
        )
        table["occurred"] = pandas.to_datetime(table["occurred"], format="%Y-%m-%d %H:%M")
        return len(table)

    return work


def polars(folder, rows):
    import polars

    types = {
        "crime_ref": polars.String, "occurred": polars.String, "easting": polars.Float64, "northing": polars.Float64,
        "offence": polars.Categorical, "victim_age": polars.Int16,
    }

    def work():
        table = polars.read_csv(path(folder, rows), schema=types).with_columns(
            polars.col("occurred").str.to_datetime("%Y-%m-%d %H:%M")
        )
        return table.height

    return work


def duckdb(folder, rows):
    import duckdb

    names = ", ".join(f"'{name}'" for name in OFFENCES)

    def work():
        connection = duckdb.connect(config={"threads": 2})
        connection.execute(
            f"CREATE TABLE incidents AS SELECT * REPLACE (offence::ENUM({names}) AS offence) "
            "FROM read_csv(?, header = true, columns = {'crime_ref': 'VARCHAR', 'occurred': 'TIMESTAMP', "
            "'easting': 'DOUBLE', 'northing': 'DOUBLE', 'offence': 'VARCHAR', 'victim_age': 'SMALLINT'}, "
            "timestampformat = '%Y-%m-%d %H:%M')",
            [path(folder, rows)],
        )
        return connection.execute("SELECT count(*) FROM incidents").fetchone()[0]

    return work


LIMIT = 10_000_000
OFFERS = [
    ("read", "pandas", ["pandas", "pyarrow"], LIMIT, UNCHECKED, pandas),
    ("read", "polars", ["polars"], LIMIT, UNCHECKED, polars),
    ("read", "duckdb", ["duckdb"], LIMIT, UNCHECKED, duckdb),
]
