"""Reads documents as expat does: one in base64 a line, one answer in JSON a line.

A document is the inside of a client's stream. The answer lists the elements that were whole
before its end or before the first mistake, and what a stream forbids is one (RFC 6120, 11.1): [namespace, name, [[attribute, value], ...], children].
"""
import base64
import json
import sys
from xml.parsers import expat

# No document can hold it.
SEPARATOR = '\x01'
OPENING = b"<s xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"


class Forbidden(Exception):
    pass


def named(name):
    return name.rpartition(SEPARATOR)[::2]


def read(document):
    root = []
    path = [root]
    parser = expat.ParserCreate('UTF-8', SEPARATOR)
    parser.ordered_attributes = True

    def opened(name, attributes):
        pairs = zip(attributes[::2], attributes[1::2])
        path.append([*named(name), [[named(key)[1], value] for key, value in pairs], []])

    def closed(_):
        element = path.pop()
        if len(path) == 2:
            root.append(element)
        elif len(path) > 2:
            path[-1][3].append(element)

    def forbidden(*_):
        raise Forbidden

    def text(data):
        if len(path) <= 2:
            return
        children = path[-1][3]
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.CommentHandler = forbidden
    parser.ProcessingInstructionHandler = forbidden
    parser.StartDoctypeDeclHandler = forbidden
    try:
        parser.Parse(OPENING, False)
        parser.Parse(document, False)
        parser.Parse(b'</s>', True)
        whole = True
    except (expat.ExpatError, Forbidden):
        whole = False
    return {'whole': whole, 'stanzas': root}


for line in sys.stdin:
    print(json.dumps(read(base64.b64decode(line))), flush=True)
