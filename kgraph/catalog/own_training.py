"""The forms of how a project trains: its settings, and those of one stage."""

from kgraph.catalog.spec import OperationSpec, ParameterSpec

TRAINING = OperationSpec(
    name="Training",
    kind="settings",
    category="Training",
    module="kgraph",
    summary="How the project's model is trained.",
    parameters=(
        ParameterSpec(
            "optimizer",
            "object",
            default={"class_name": "Adam", "config": {}},
            takes=("optimizer",),
            documentation="How the weights follow the gradients.",
        ),
        ParameterSpec(
            "epochs",
            "integer",
            default=10,
            documentation="How many times the training data is gone through.",
        ),
        ParameterSpec(
            "batch_size",
            "integer",
            default=32,
            documentation="How many samples make one step of the optimizer.",
        ),
        ParameterSpec(
            "shuffle",
            "boolean",
            default=True,
            documentation="Whether the training data is shuffled before each epoch.",
        ),
        ParameterSpec(
            "seed",
            "integer",
            default=0,
            nullable=True,
            documentation="Same seed, same weights, same curves; None for chance.",
        ),
        ParameterSpec(
            "callbacks",
            "objects",
            default=[],
            takes=("callback",),
            documentation="What happens between batches and epochs, in this order.",
        ),
        ParameterSpec(
            "steps_per_epoch",
            "integer",
            nullable=True,
            documentation="How many batches make an epoch; None for all there are.",
        ),
        ParameterSpec(
            "initial_epoch",
            "integer",
            default=0,
            documentation="Number of the first epoch; those before are skipped.",
        ),
        ParameterSpec(
            "validation_freq",
            "integer",
            default=1,
            documentation="How many epochs pass from one validation to the next.",
        ),
        ParameterSpec(
            "validation_batch_size",
            "integer",
            nullable=True,
            documentation="Samples in a batch of validation; None for `batch_size`.",
        ),
        ParameterSpec(
            "validation_steps",
            "integer",
            nullable=True,
            documentation="How many batches a validation takes; None for all.",
        ),
        ParameterSpec(
            "steps_per_execution",
            "integer",
            default=1,
            documentation="Batches in one call of the compiled step; more are faster "
            "for small models, and Stop and Pause wait for them. 1 with PyTorch.",
        ),
        ParameterSpec(
            "jit_compile",
            "choice",
            default="auto",
            choices=("auto", "on", "off"),
            documentation="Whether XLA compiles the step; `auto` is what is known to "
            "be fast: off with TensorFlow on a CPU, else Keras's own choice.",
        ),
        ParameterSpec(
            "run_eagerly",
            "boolean",
            default=False,
            documentation="Whether each step runs as plain Python, to find mistakes.",
        ),
        ParameterSpec(
            "precision",
            "choice",
            default="float32",
            choices=("float32", "mixed_float16", "mixed_bfloat16"),
            documentation="What layers compute in; variables stay float32, and so does "
            "the last layer before each Output. float16 is slow on a CPU.",
        ),
        ParameterSpec(
            "backend",
            "choice",
            default="auto",
            choices=("auto", "tensorflow", "jax", "torch"),
            documentation="What Keras computes with; JAX and PyTorch are installed by "
            "`kgraph[jax]` and `kgraph[torch]`. `auto` follows KERAS_BACKEND.",
        ),
        ParameterSpec(
            "device",
            "text",
            default="auto",
            documentation="`auto`, `cpu`, `gpu:0` and so on, or `all` to share each "
            "batch among all GPUs.",
        ),
        ParameterSpec(
            "tensorboard",
            "boolean",
            default=False,
            documentation="Whether logs for TensorBoard are written with each run.",
        ),
        ParameterSpec(
            "checkpoint_minutes",
            "float",
            default=5.0,
            documentation="What a crash costs at most; epochs that end sooner are "
            "checkpoints too, as long as writing them takes little of the time.",
        ),
    ),
)

STAGE = OperationSpec(
    name="Stage",
    kind="settings",
    category="Training",
    module="kgraph",
    summary="A part of a run that trains some layers with settings of its own.",
    parameters=(
        ParameterSpec(
            "name",
            "text",
            default="",
            documentation="What the stage is called on the curves.",
        ),
        ParameterSpec(
            "epochs",
            "integer",
            default=10,
            documentation="How many times the training data is gone through.",
        ),
        ParameterSpec(
            "trains",
            "choice",
            default="drawn",
            choices=("drawn", "all", "last", "only", "except"),
            documentation="What learns: what the drawing says, all layers, the last of "
            "those that have weights, only those listed, or all except those.",
        ),
        ParameterSpec(
            "last",
            "integer",
            default=1,
            documentation="How many layers with weights, counted from the Outputs.",
        ),
        ParameterSpec(
            "layers",
            "json",
            default=[],
            documentation="The listed layers; a submodel is all that is in it.",
        ),
        ParameterSpec(
            "keeps_statistics",
            "boolean",
            default=False,
            documentation="Whether each BatchNormalization stays as it is.",
        ),
        ParameterSpec(
            "optimizer",
            "object",
            nullable=True,
            takes=("optimizer",),
            documentation="None for the optimizer of the training.",
        ),
        ParameterSpec(
            "learning_rate",
            "float",
            nullable=True,
            documentation="In place of the optimizer's; None for that.",
        ),
        ParameterSpec(
            "callbacks",
            "objects",
            nullable=True,
            takes=("callback",),
            documentation="None for the callbacks of the training.",
        ),
    ),
)
