"""placeholder"""


def load_once():
    return False
