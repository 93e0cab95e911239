"""Drawings of the account, ready for a template: where each thing stands, what it says, what it leads to.

They know no addresses: a template makes the links, so that one drawing serves the one-file report and the application.
"""
