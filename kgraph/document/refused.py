"""What no document makes: it would run code, or open files and addresses."""

REFUSED = {
    "Lambda": "it runs code that is stored in the file",
    "TFSMLayer": "it loads a program from a path",
    "TorchModuleWrapper": "it runs code that is stored in the file",
    "JaxLayer": "it runs code that is stored in the file",
    "FlaxLayer": "it runs code that is stored in the file",
    "LambdaCallback": "it runs code that is stored in the file",
    "LearningRateScheduler": "it runs code that is stored in the file",
    "RemoteMonitor": "it sends data to an address",
}
"""Class to why it is refused."""
