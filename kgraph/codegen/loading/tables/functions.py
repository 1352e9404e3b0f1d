"""The functions that a program with tables is made of, as it defines them."""

CSV = '''\
def read_csv(path, delimiter=","):
    """Returns the columns of a CSV file by name: numbers, or texts."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file, delimiter=delimiter, skipinitialspace=True)
        names, *rows = filter(None, reader)
    names = [name.strip() or f"column_{i}" for i, name in enumerate(names, 1)]
    return {name: parsed(cells) for name, cells in zip(names, zip(*rows))}
'''
CSV_WITH_TEXTS = CSV.replace("path, delimiter", "path, texts=(), delimiter").replace(
    """    return {name: parsed(cells) for name, cells in zip(names, zip(*rows))}
""",
    """    table = dict(zip(names, zip(*rows)))
    return {
        name: np.array(cells, object) if name in texts else parsed(cells)
        for name, cells in table.items()
    }
""",
)
PARSED = '''\
def parsed(cells):
    """Returns numbers, NaN where one is missing, if all are; else texts."""
    missing = {"", "na", "n/a", "nan", "null", "none"}
    try:
        return np.array(
            [np.nan if c.strip().lower() in missing else float(c) for c in cells]
        )
    except ValueError:
        return np.array(cells, object)
'''
NPZ = '''\
def read_npz(path):
    """Returns the arrays of an NPZ file by name."""
    with np.load(path) as arrays:
        return {name: plain(arrays[name]) for name in arrays}
'''
NPY = '''\
def read_npy(path):
    """Returns the array of an NPY file."""
    return {"array": plain(np.load(path))}
'''
HDF5 = '''\
def read_hdf5(path, *names):
    """Returns datasets of an HDF5 file by name."""
    with h5py.File(path) as file:
        return {name: plain(file[name][()]) for name in names}
'''
PARQUET = '''\
def read_parquet(path):
    """Returns the columns of a Parquet file by name."""
    table = parquet.read_table(path)
    return {name: from_arrow(table[name]) for name in table.column_names}
'''
FROM_ARROW = '''\
def from_arrow(column):
    """Returns numbers, NaN where one is missing, texts, or lists side by side."""
    if pyarrow.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return column.fill_null("").to_numpy().astype(object)
    if pyarrow.types.is_list(kind) or pyarrow.types.is_fixed_size_list(kind):
        return np.array(column.to_pylist())
    if pyarrow.types.is_timestamp(kind) or pyarrow.types.is_date(kind):
        times = column.cast(pyarrow.timestamp("us")).cast(pyarrow.int64())
        return times.to_numpy().astype("float64") / 1e6
    is_counted = pyarrow.types.is_boolean(kind) or pyarrow.types.is_decimal(kind)
    return (column.cast(pyarrow.float64()) if is_counted else column).to_numpy()
'''
PYTHON = '''\
def read_python(path, function):
    """Returns the arrays that a function in a Python file returns, by name."""
    made = runpy.run_path(str(path))[function]()
    named = made if isinstance(made, dict) else dict(zip(("x", "y"), made))
    return {name: plain(np.asarray(array)) for name, array in named.items()}
'''
PLAIN = '''\
def plain(values):
    """Returns single values as a vector, and bytes as text."""
    values = values[:, 0] if values.shape[1:] == (1,) else values
    return np.char.decode(values, "utf-8") if values.dtype.kind == "S" else values
'''
NUMBERS = '''\
def numbers(values):
    """Returns numbers as they are, texts as positions in sorted order, -1 for none."""
    if values.dtype.kind in "biuf":
        return values
    distinct, codes = np.unique(values, return_inverse=True)
    codes = codes.reshape(values.shape) - np.count_nonzero(distinct == "")
    return codes.astype("int32")
'''
WINDOWS = '''\
def windows(table, length, ahead, stride):
    """Returns pieces of the series in a table, and what stands ahead of each."""
    pieces = {}
    for name, values in table.items():
        values = numbers(values)
        views = np.lib.stride_tricks.sliding_window_view(values, length, axis=0)
        pieces[name] = np.moveaxis(views[:-ahead:stride], -1, 1)
        pieces[f"{name}_ahead"] = values[length + ahead - 1 :: stride]
    return pieces
'''
JOINED = '''\
def joined(table, other):
    """Returns a table with the samples of another behind it, and their positions."""
    whole = {
        name: np.concatenate([values, other[name]]) if name in other else values
        for name, values in table.items()
    }
    start = max(len(whole[name]) - len(other[name]) for name in other if name in whole)
    return whole, np.arange(start, max(map(len, whole.values())))
'''
ONE_HOT = '''\
def one_hot(values):
    """Returns a one-hot row for each category; other numbers as they are."""
    distinct, codes = np.unique(values, return_inverse=True)
    is_few = 2 <= len(distinct) <= min(20, len(values) // 2)
    if values.dtype != "int32" and not (is_few and (distinct % 1 == 0).all()):
        return values
    return np.eye(len(distinct), dtype="float32")[codes]
'''
FILLED = '''\
def filled(values, train, strategy):
    """Returns values with those to train on in place of what is missing."""
    if values.dtype.kind in "biu":
        return values
    imputer = SimpleImputer(strategy=strategy, keep_empty_features=True)
    if values.dtype.kind != "f":
        values = numbers(values)
        imputer = SimpleImputer(missing_values=-1, strategy="most_frequent")
    imputer.fit(values[train].reshape(-1, 1))
    return imputer.transform(values.reshape(-1, 1)).reshape(values.shape)
'''
# Windows hold the positions of texts already, and the missing ones among them.
FILLED_SERIES = FILLED.replace(
    'values.dtype.kind in "biu":',
    'values.dtype.kind in "biu" and values.dtype != "int32":',
)
SCALED = '''\
def scaled(values, train, scaler):
    """Returns numbers scaled as those to train on ask: vectors value by value."""
    features = values.shape[1] if values.ndim == 2 else 1
    exact = values.astype("float64")
    scaler.fit(exact[train].reshape(-1, features))
    return scaler.transform(exact.reshape(-1, features)).reshape(values.shape)
'''
SCALED_SERIES = '''\
def scaled_series(values, train, scaler):
    """Returns a series scaled as the pieces to train on ask."""
    exact = values.astype("float64")
    scaler.fit(exact[train].reshape(-1, 1))
    return scaler.transform(exact.reshape(-1, 1)).reshape(values.shape)
'''
ONE_HOT_OR_SCALED = '''\
def one_hot_or_scaled(values, train, scaler):
    """Returns a one-hot row for each category; other numbers scaled."""
    rows = one_hot(values)
    return rows if rows.ndim > 1 else scaled(values, train, scaler)
'''
WEIGHTS_OF = '''\
def weights_of(labels, weights):
    """Returns how much each label counts: 1 where nothing is said."""
    return np.array([weights.get(label, 1.0) for label in labels.tolist()])
'''

ALL = {
    "read_csv": CSV,
    "read_npz": NPZ,
    "read_npy": NPY,
    "read_hdf5": HDF5,
    "read_parquet": PARQUET,
    "read_python": PYTHON,
    "parsed": PARSED,
    "plain": PLAIN,
    "from_arrow": FROM_ARROW,
    "joined": JOINED,
    "windows": WINDOWS,
    "one_hot_or_scaled": ONE_HOT_OR_SCALED,
    "one_hot": ONE_HOT,
    "scaled": SCALED,
    "scaled_series": SCALED_SERIES,
    "filled": FILLED,
    "numbers": NUMBERS,
    "weights_of": WEIGHTS_OF,
}
"""Name to text, each before those that it calls."""
