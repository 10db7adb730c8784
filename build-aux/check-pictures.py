#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# Checks that every picture of the metainfo is in data/screenshots, in the size that the metainfo says, and the reverse.

import glob
import os
import struct
import sys
import xml.etree.ElementTree as ElementTree

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'data')


def read_size(path):
    """Width and height of a PNG: they stand at the beginning of its first chunk."""
    with open(path, 'rb') as file:
        return struct.unpack('>II', file.read(24)[16:])


template = ElementTree.parse(os.path.join(DATA, 'org.humanlayer.Console.metainfo.xml.in'))
named = {os.path.basename(image.text): (int(image.get('width')), int(image.get('height'))) for image in template.iter('image')}
there = {os.path.basename(path): read_size(path) for path in glob.glob(os.path.join(DATA, 'screenshots/*.png'))}
if named != there:
    sys.exit(f'The metainfo has {named}, and data/screenshots has {there}')
