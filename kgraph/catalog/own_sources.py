"""The forms of what a kind of data source can be told, and of time-series windows."""

from kgraph.catalog.spec import OperationSpec, ParameterSpec

_TEXTS = ParameterSpec(
    "texts",
    "json",
    default=[],
    documentation="Columns of free text, to be read word by word; other text is "
    "taken for categories unless it hardly ever repeats.",
)

_LABELS = (
    ParameterSpec(
        "labels",
        "text",
        default="",
        documentation="A CSV or TSV file in the folder, with a line for each file and "
        "what belongs to it; without one each sub-folder is a class.",
    ),
    ParameterSpec(
        "file_column",
        "text",
        default="",
        documentation="Which of its columns names the files, as paths from the "
        "folder; the first one unless it is said.",
    ),
)


def _form(
    kind: str, title: str, summary: str, *parameters: ParameterSpec
) -> OperationSpec:
    return OperationSpec(
        name=f"{kind} source",
        kind="settings",
        category="Data",
        module="kgraph",
        summary=f"{title}: {summary}",
        parameters=parameters,
    )


SOURCES: dict[str, OperationSpec] = {
    "builtin": _form("builtin", "Built-in", "data that needs no file."),
    "csv": _form(
        "csv",
        "CSV or TSV",
        "a text file with a line for each sample and names in its first line.",
        ParameterSpec(
            "delimiter",
            "choice",
            default="auto",
            choices=("auto", "comma", "semicolon", "tab"),
            documentation="What stands between two cells; `auto` is what divides the "
            "first line into most.",
        ),
        _TEXTS,
    ),
    "parquet": _form(
        "parquet",
        "Parquet",
        "a table in columns; it is read with PyArrow, which `kgraph[parquet]` brings.",
        _TEXTS,
    ),
    "npz": _form("npz", "NPZ", "named arrays of NumPy, whose first axis is samples."),
    "npy": _form("npy", "NPY", "one array of NumPy, whose first axis is samples."),
    "hdf5": _form(
        "hdf5", "HDF5", "each dataset in the file is a column, by its path in there."
    ),
    "images": _form(
        "images",
        "Images",
        "a folder of PNG, JPEG, GIF or BMP files; they stay there, and are read when a "
        "batch needs them.",
        ParameterSpec(
            "size",
            "shape",
            nullable=True,
            documentation="Height and width that images are given, by bilinear "
            "interpolation. None for the size they have if they are alike, else "
            "256 × 256.",
        ),
        ParameterSpec(
            "channels",
            "choice",
            nullable=True,
            choices=(1, 3, 4),
            documentation="1 for grey, 3 for colour, 4 for colour and transparency. "
            "None for 1 if all are grey, else 3.",
        ),
        *_LABELS,
    ),
    "audio": _form(
        "audio",
        "Sounds",
        "a folder of WAV files; they stay there, and are read when a batch needs them.",
        ParameterSpec(
            "sample_rate",
            "integer",
            nullable=True,
            documentation="Values in a second; a sound of another rate is resampled. "
            "None for the rate that all files have.",
        ),
        ParameterSpec(
            "seconds",
            "float",
            nullable=True,
            documentation="How long each sound is: longer ones are cut, shorter ones "
            "end in silence. None for the longest, at most 60.",
        ),
        *_LABELS,
    ),
    "texts": _form(
        "texts",
        "Texts",
        "a folder of .txt files in UTF-8; they stay there, and are read when a batch "
        "needs them.",
        *_LABELS,
    ),
    "keras": _form(
        "keras",
        "Keras",
        "a set of `keras.datasets`, downloaded once to Keras's folder.",
        ParameterSpec(
            "part",
            "choice",
            default="all",
            choices=("all", "train", "test"),
            documentation="Which samples: those that the set's makers meant to train "
            "on, those to test with, or all of them, to be divided here.",
        ),
        ParameterSpec(
            "words",
            "integer",
            default=10_000,
            documentation="For `imdb` and `reuters`: how many of the most frequent "
            "words are told apart.",
        ),
        ParameterSpec(
            "length",
            "integer",
            default=200,
            documentation="For `imdb` and `reuters`: how many words a text has; of "
            "longer ones the end is kept, shorter ones begin with zeros.",
        ),
    ),
    "python": _form(
        "python",
        "Python",
        "a function of yours in a .py file; it runs only after you say so.",
        ParameterSpec(
            "function",
            "text",
            default="load",
            documentation="Its name. It takes nothing and returns a dict of arrays, "
            "or inputs and targets `(x, y)`; their first axis is samples.",
        ),
    ),
}
"""Kind of source to the form of its `DataSource.options`."""

WINDOWS = OperationSpec(
    name="Windows",
    kind="settings",
    category="Data",
    module="kgraph",
    summary="Pieces of a time series: each sample is some rows of a table.",
    documentation=(
        "A column `x` then holds `length` values in each sample; `x_ahead` is the "
        "value to foretell, `ahead` rows behind the last of them."
    ),
    parameters=(
        ParameterSpec(
            "length",
            "integer",
            required=True,
            documentation="How many rows one sample has.",
        ),
        ParameterSpec(
            "ahead",
            "integer",
            default=1,
            documentation="How many rows behind the last of them the value to "
            "foretell stands.",
        ),
        ParameterSpec(
            "stride",
            "integer",
            default=1,
            documentation="How many rows the next sample begins later.",
        ),
    ),
)
