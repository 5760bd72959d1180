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
  Images of up to 256 colors, optionally animated. Blocks follow the header up to the trailer: images, and
  extensions that control rendering or contain text, comments or application data.
doc-ref: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
-summary: 'GIF image {version}, {logical_screen_descriptor}, {blocks[introducer=image]:count frame}, {blocks[body.label=comment]:count comment}'
seq:
  - {id: signature, contents: GIF, doc: Signature}
  - id: version
    type: str
    size: 3
    valid: {any-of: ['"87a"', '"89a"']}
    doc: Version
    doc-ref: GIF89a, section 17 "Header"
  - {id: logical_screen_descriptor, type: logical_screen_descriptor, doc: Logical screen descriptor}
  - id: global_color_table
    type: color
    repeat: expr
    repeat-expr: 2 << logical_screen_descriptor.size_of_global_color_table
    if: logical_screen_descriptor.global_color_table_flag
    doc: Global color table
    doc-ref: GIF89a, section 19 "Global Color Table"
  - id: blocks
    type: block
    repeat: until
    repeat-until: _.introducer == introducers::trailer
    doc: Images and extensions, ended by the trailer
  - id: trailing
    size-eos: true
    if: not _io.eof
    doc: Trailing bytes, ignored by decoders
types:
  logical_screen_descriptor:
    -summary: '{logical_screen_width}×{logical_screen_height}'
    meta:
      bit-endian: be
    seq:
      - {id: logical_screen_width, type: u2, -unit: px, doc: Logical screen width}
      - {id: logical_screen_height, type: u2, -unit: px, doc: Logical screen height}
      - {id: global_color_table_flag, type: b1, doc: True if a global color table follows}
      - {id: color_resolution, type: b3, doc: 'Bits per primary color in the original image, minus 1'}
      - {id: sort_flag, type: b1, doc: True if the global color table is sorted by decreasing importance}
      - {id: size_of_global_color_table, type: b3, doc: 'Binary logarithm of the number of colors, minus 1'}
      - {id: background_color_index, type: u1, doc: Background color index}
      - id: pixel_aspect_ratio
        type: u1
        doc: Pixel aspect ratio (width / height) × 64 − 15; 0 if not given
    doc-ref: GIF89a, section 18 "Logical Screen Descriptor"
  color:
    seq:
      - {id: red, type: u1, doc: Red}
      - {id: green, type: u1, doc: Green}
      - {id: blue, type: u1, doc: Blue}
  block:
    -summary: '{introducer}  {body}'
    seq:
      - {id: introducer, type: u1, enum: introducers, valid: {in-enum: true}, doc: Block type}
      - id: body
        type:
          switch-on: introducer
          cases:
            'introducers::image': image
            'introducers::extension': extension
        doc: Block contents
    doc-ref: GIF89a, section 12 "Blocks, Extensions and Scope"
  image:
    -summary: '{image_width}×{image_height} at {image_left_position}, {image_top_position}'
    meta:
      bit-endian: be
    seq:
      - {id: image_left_position, type: u2, -unit: px, doc: Column of the left edge on the logical screen}
      - {id: image_top_position, type: u2, -unit: px, doc: Row of the top edge on the logical screen}
      - {id: image_width, type: u2, -unit: px, doc: Image width}
      - {id: image_height, type: u2, -unit: px, doc: Image height}
      - {id: local_color_table_flag, type: b1, doc: True if a local color table follows}
      - {id: interlace_flag, type: b1, doc: True if the image is interlaced (four passes)}
      - {id: sort_flag, type: b1, doc: True if the local color table is sorted by decreasing importance}
      - {id: reserved, type: b2, doc: Reserved}
      - {id: size_of_local_color_table, type: b3, doc: 'Binary logarithm of the number of colors, minus 1'}
      - id: local_color_table
        type: color
        repeat: expr
        repeat-expr: 2 << size_of_local_color_table
        if: local_color_table_flag
        doc: Local color table
        doc-ref: GIF89a, section 21 "Local Color Table"
      - id: lzw_minimum_code_size
        type: u1
        # The specification allows 2 to 8; decoders accept the sizes from 1 to 11.
        -check: {min: 1, max: 11}
        -unit: bits
        doc: 'Initial number of bits per LZW code, minus 1'
      - id: image_data
        type: sub_blocks
        -content: gif_lzw(lzw_minimum_code_size, image_width * image_height)
        doc: LZW-compressed color indices
        doc-ref: GIF89a, section 22 "Table Based Image Data"
    doc-ref: GIF89a, section 20 "Image Descriptor"
  sub_blocks:
    seq:
      - id: blocks
        type: sub_block
        repeat: until
        repeat-until: _.block_size == 0
        doc: Data sub-blocks of up to 255 bytes, ended by an empty sub-block (block terminator)
    doc-ref: GIF89a, section 15 "Data Sub-blocks"
  sub_block:
    seq:
      - {id: block_size, type: u1, -unit: bytes, doc: Size of the data values in bytes}
      - {id: data_values, size: block_size, if: block_size != 0, doc: Data values}
    doc-ref: GIF89a, section 15 "Data Sub-blocks"
  extension:
    seq:
      - {id: label, type: u1, enum: labels, doc: Extension label}
      - id: body
        type:
          switch-on: label
          cases:
            'labels::plain_text': plain_text
            'labels::graphic_control': graphic_control
            'labels::application': application
            _: sub_blocks
        doc: Extension contents
    doc-ref: GIF89a, appendix C
  graphic_control:
    meta:
      bit-endian: be
    seq:
      - id: block_size
        type: u1
        valid: 4
        -unit: bytes
        doc: Size of the following fields in bytes
      - {id: reserved, type: b3, doc: Reserved}
      - {id: disposal_method, type: b3, enum: disposal_methods, doc: Disposal method}
      - {id: user_input_flag, type: b1, doc: True if user input is expected before continuing}
      - {id: transparent_color_flag, type: b1, doc: True if a transparent color index is given}
      - {id: delay_time, type: u2, -unit: 10 ms, doc: Delay time}
      - {id: transparent_color_index, type: u1, doc: Transparent color index}
      - {id: block_terminator, contents: [0], doc: Block terminator}
    doc: Rendering of the next image or plain text
    doc-ref: GIF89a, section 23 "Graphic Control Extension"
  plain_text:
    seq:
      - id: block_size
        type: u1
        valid: 12
        -unit: bytes
        doc: Size of the following fields in bytes
      - {id: text_grid_left_position, type: u2, -unit: px, doc: Column of the text grid's left edge}
      - {id: text_grid_top_position, type: u2, -unit: px, doc: Row of the text grid's top edge}
      - {id: text_grid_width, type: u2, -unit: px, doc: Text grid width}
      - {id: text_grid_height, type: u2, -unit: px, doc: Text grid height}
      - {id: character_cell_width, type: u1, -unit: px, doc: Character cell width}
      - {id: character_cell_height, type: u1, -unit: px, doc: Character cell height}
      - {id: text_foreground_color_index, type: u1, doc: Text foreground color index}
      - {id: text_background_color_index, type: u1, doc: Text background color index}
      - {id: plain_text_data, type: sub_blocks, doc: Plain text data}
    doc: Text rendered in the cells of a grid
    doc-ref: GIF89a, section 25 "Plain Text Extension"
  application:
    seq:
      - id: block_size
        type: u1
        valid: 11
        -unit: bytes
        doc: Size of the following fields in bytes
      - {id: application_identifier, type: str, size: 8, doc: Application identifier}
      - id: application_authentication_code
        type: str
        size: 3
        doc: Application authentication code; in practice a version
      - id: application_data
        type:
          switch-on: application_identifier + application_authentication_code
          cases:
            '"NETSCAPE2.0"': looping
            '"ANIMEXTS1.0"': looping
            _: sub_blocks
        doc: Application data
    doc-ref: GIF89a, section 26 "Application Extension"
  looping:
    seq:
      - id: blocks
        type: looping_block
        repeat: until
        repeat-until: _.block_size == 0
        doc: Settings, ended by an empty sub-block
  looping_block:
    seq:
      - {id: block_size, type: u1, -unit: bytes, doc: Size of the setting in bytes}
      - {id: body, type: looping_setting, size: block_size, if: block_size != 0, doc: Setting}
  looping_setting:
    seq:
      - {id: kind, type: u1, enum: looping_kinds, doc: Setting type}
      - id: value
        type:
          switch-on: kind
          cases:
            'looping_kinds::repeats': u2
            'looping_kinds::buffer': u4
        doc: Loop count, 0 for infinite; or number of bytes to buffer before display
      - {id: rest, size-eos: true, if: not _io.eof, doc: Unknown bytes}
    doc: Animation looping, introduced by Netscape Navigator 2.0
    doc-ref: https://web.archive.org/web/19990418091037/http://www6.uniovi.es/gifanim/gifabout.htm
enums:
  introducers:
    0x21: {id: extension, doc: Extension}
    0x2c: {id: image, doc: Image}
    0x3b: {id: trailer, doc: Trailer}
  labels:
    0x01: plain_text
    0xf9: graphic_control
    0xfe: comment
    0xff: application
  disposal_methods:
    0: {id: unspecified, doc: No disposal specified}
    1: {id: keep, doc: Do not dispose}
    2: {id: background, doc: Restore to background color}
    3: {id: previous, doc: Restore to previous}
  looping_kinds:
    1: repeats
    2: buffer
