"""Which parameters people set every day; the others are folded away."""

import re

from kgraph.catalog import ParameterSpec

_NESTED = ("initializer", "regularizer", "constraint")
_SELDOM = re.compile(
    r"trainable|dtype|.*_dtype|name|seed|data_format|axis|axes|weights|weighted_metrics|synchronized|"
    r"reduction|verbose|unroll|use_cudnn|stateful|go_backwards|zero_output_for_mask|"
    r"flash_attention|bounding_box_format|reset_after|unit_forget_bias|noise_shape|"
    r"quantization_config|gptq_.*|lora_.*|renorm.*|epsilon.*|ema_.*|use_ema|clip.*|"
    r"global_clipnorm|loss_scale_factor|gradient_accumulation_steps|amsgrad|sparse|"
    r"optional|batch_size|dilation_rate|groups|center|scale|output_padding|"
    r"recurrent_dropout|attention_axes|sliding_window|use_gate|vocabulary_dtype|"
    r"pad_to_max_tokens|idf_weights|encoding|salt|oov_.*|num_oov_indices|mask_token"
)


def is_usual(parameter: ParameterSpec) -> bool:
    """Whether a parameter stands in the open part of a form."""
    if parameter.required:
        return True
    if any(kind in _NESTED for kind in parameter.takes):
        return False
    return not _SELDOM.fullmatch(parameter.name)
