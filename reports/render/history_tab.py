"""The hidden tab _History: the memory, as :mod:`reports.memory` writes and reads it."""
