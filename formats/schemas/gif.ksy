meta:
  id: gif
  title: Graphics Interchange Format (GIF)
  file-extension: gif
  license: MIT OR Apache-2.0
  ks-version: '0.10'
  endian: le
  encoding: ASCII
  xref:
    mime: image/gif
    wikidata: Q2192
doc: |
  Pictures of up to 256 colours, also animated. Behind the header, blocks follow until the trailer:
  pictures, and extensions that say how a picture is shown or carry text and data of applications.
doc-ref: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
seq:
  - {id: magic, contents: GIF, doc: Identifies the format}
  - id: version
    type: str
    size: 3
    valid: {any-of: ['"87a"', '"89a"']}
    doc: Version of the format
    doc-ref: GIF89a, section 17 "Header"
  - {id: screen, type: logical_screen_descriptor, doc: The area that pictures are drawn on}
  - id: global_color_table
    type: color
    repeat: expr
    repeat-expr: 2 << screen.len_color_table_log2
    if: screen.has_color_table
    doc: Colours of all pictures that bring no table of their own
    doc-ref: GIF89a, section 19 "Global Color Table"
  - id: blocks
    type: block
    repeat: until
    repeat-until: _.introducer == introducers::trailer
    doc: Pictures and extensions in order, and the trailer
  - id: trailing
    size-eos: true
    if: not _io.eof
    doc: Bytes behind the trailer, which decoders do not read
types:
  logical_screen_descriptor:
    meta:
      bit-endian: be
    seq:
      - {id: width, type: u2, -unit: pixels, doc: Width of the screen}
      - {id: height, type: u2, -unit: pixels, doc: Height of the screen}
      - {id: has_color_table, type: b1, doc: Whether a global colour table follows}
      - {id: color_resolution, type: b3, doc: 'Bits of each primary colour in the original, less one'}
      - {id: is_sorted, type: b1, doc: Whether the most important colours stand first}
      - {id: len_color_table_log2, type: b3, doc: The table has 2 to the power of this plus one colours}
      - {id: background_color, type: u1, doc: Index of the background colour}
      - id: pixel_aspect_ratio
        type: u1
        doc: Width of a pixel to its height, times 64, less 15; 0 if not known
    doc-ref: GIF89a, section 18 "Logical Screen Descriptor"
  color:
    seq:
      - {id: red, type: u1, doc: Red}
      - {id: green, type: u1, doc: Green}
      - {id: blue, type: u1, doc: Blue}
  block:
    seq:
      - {id: introducer, type: u1, enum: introducers, valid: {in-enum: true}, doc: Kind of the block}
      - id: body
        type:
          switch-on: introducer
          cases:
            'introducers::image': image
            'introducers::extension': extension
        doc: The block's contents
    doc-ref: GIF89a, section 12 "Blocks, Extensions and Scope"
  image:
    meta:
      bit-endian: be
    seq:
      - {id: left, type: u2, -unit: pixels, doc: Column of the left edge on the screen}
      - {id: top, type: u2, -unit: pixels, doc: Row of the top edge on the screen}
      - {id: width, type: u2, -unit: pixels, doc: Width of the picture}
      - {id: height, type: u2, -unit: pixels, doc: Height of the picture}
      - {id: has_color_table, type: b1, doc: Whether the picture brings its own colours}
      - {id: is_interlaced, type: b1, doc: Whether rows come in four passes}
      - {id: is_sorted, type: b1, doc: Whether the most important colours stand first}
      - {id: reserved, type: b2, doc: Reserved}
      - {id: len_color_table_log2, type: b3, doc: The table has 2 to the power of this plus one colours}
      - id: local_color_table
        type: color
        repeat: expr
        repeat-expr: 2 << len_color_table_log2
        if: has_color_table
        doc: Colours of this picture
        doc-ref: GIF89a, section 21 "Local Color Table"
      - id: lzw_minimum_code_size
        type: u1
        -unit: bits
        doc: Bits of a pixel's code at the start of the compressed data
      - id: data
        type: sub_blocks
        doc: Pixels, as indices of colours, compressed by LZW
        doc-ref: GIF89a, section 22 "Table Based Image Data"
    doc-ref: GIF89a, section 20 "Image Descriptor"
  sub_blocks:
    seq:
      - id: blocks
        type: sub_block
        repeat: until
        repeat-until: _.len_data == 0
        doc: Pieces of up to 255 bytes; an empty one ends them
    doc-ref: GIF89a, section 15 "Data Sub-blocks"
  sub_block:
    seq:
      - {id: len_data, -orig-id: block_size, type: u1, -unit: bytes, doc: Length of the piece}
      - {id: data, size: len_data, if: len_data != 0, doc: The piece}
    doc-ref: GIF89a, section 15 "Data Sub-blocks"
  extension:
    seq:
      - {id: label, type: u1, enum: labels, doc: Kind of the extension}
      - id: body
        type:
          switch-on: label
          cases:
            'labels::plain_text': plain_text
            'labels::graphic_control': graphic_control
            'labels::application': application
            _: sub_blocks
        doc: The extension's contents
    doc-ref: GIF89a, appendix C
  graphic_control:
    meta:
      bit-endian: be
    seq:
      - id: len_fields
        -orig-id: block_size
        type: u1
        valid: 4
        -unit: bytes
        doc: Length of the fields that follow
      - {id: reserved, type: b3, doc: Reserved}
      - {id: disposal, type: b3, enum: disposals, doc: What becomes of the picture after it was shown}
      - {id: waits_for_user, type: b1, doc: Whether the next picture waits for input}
      - {id: has_transparent_color, type: b1, doc: Whether one colour is transparent}
      - {id: delay, type: u2, -unit: 10 ms, doc: How long the picture is shown}
      - {id: transparent_color, type: u1, doc: Index of the transparent colour}
      - {id: terminator, contents: [0], doc: Ends the block}
    doc: How the next picture is shown
    doc-ref: GIF89a, section 23 "Graphic Control Extension"
  plain_text:
    seq:
      - id: len_fields
        -orig-id: block_size
        type: u1
        valid: 12
        -unit: bytes
        doc: Length of the fields that follow
      - {id: left, type: u2, -unit: pixels, doc: Column of the grid's left edge}
      - {id: top, type: u2, -unit: pixels, doc: Row of the grid's top edge}
      - {id: width, type: u2, -unit: pixels, doc: Width of the grid}
      - {id: height, type: u2, -unit: pixels, doc: Height of the grid}
      - {id: cell_width, type: u1, -unit: pixels, doc: Width of a character's cell}
      - {id: cell_height, type: u1, -unit: pixels, doc: Height of a character's cell}
      - {id: foreground_color, type: u1, doc: Index of the text's colour}
      - {id: background_color, type: u1, doc: Index of the cells' colour}
      - {id: text, type: sub_blocks, doc: The text}
    doc: Text that is drawn in cells of a grid
    doc-ref: GIF89a, section 25 "Plain Text Extension"
  application:
    seq:
      - id: len_fields
        -orig-id: block_size
        type: u1
        valid: 11
        -unit: bytes
        doc: Length of the fields that follow
      - {id: identifier, type: str, size: 8, doc: Name of the application}
      - {id: authentication_code, type: str, size: 3, doc: Authenticates the name; in practice a version}
      - id: data
        type:
          switch-on: identifier + authentication_code
          cases:
            '"NETSCAPE2.0"': looping
            '"ANIMEXTS1.0"': looping
            _: sub_blocks
        doc: The application's data
    doc-ref: GIF89a, section 26 "Application Extension"
  looping:
    seq:
      - id: blocks
        type: looping_block
        repeat: until
        repeat-until: _.len_body == 0
        doc: Settings; an empty block ends them
  looping_block:
    seq:
      - {id: len_body, -orig-id: block_size, type: u1, -unit: bytes, doc: Length of the setting}
      - {id: body, type: looping_setting, size: len_body, if: len_body != 0, doc: The setting}
  looping_setting:
    seq:
      - {id: kind, type: u1, enum: looping_kinds, doc: What is set}
      - id: value
        type:
          switch-on: kind
          cases:
            'looping_kinds::repeats': u2
            'looping_kinds::buffer': u4
        doc: How often the animation is repeated, 0 for ever; or bytes to buffer before it starts
      - {id: rest, size-eos: true, if: not _io.eof, doc: Bytes without a known meaning}
    doc: How an animation is repeated, as Netscape Navigator 2.0 introduced it
    doc-ref: https://web.archive.org/web/19990418091037/http://www6.uniovi.es/gifanim/gifabout.htm
enums:
  introducers:
    0x21: {id: extension, doc: 'Text, or how things are shown'}
    0x2c: {id: image, doc: A picture}
    0x3b: {id: trailer, doc: The end}
  labels:
    0x01: plain_text
    0xf9: graphic_control
    0xfe: comment
    0xff: application
  disposals:
    0: {id: unspecified, doc: Nothing need be done}
    1: {id: keep, doc: It stays}
    2: {id: background, doc: Its area gets the background colour}
    3: {id: previous, doc: Its area gets what was there before}
  looping_kinds:
    1: repeats
    2: buffer
