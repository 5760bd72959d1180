"""Writes the WAV samples to this folder. The audio is a short triangle wave.

pcm16.wav        16 bits, mono, 8000 Hz: the common variant
pcm8-odd.wav     8 bits, odd number of bytes: a pad byte
pcm24-stereo.wav 24 bits, two channels
float32.wav      floating point, with fact and PEAK chunks
alaw.wav         A-law, 18-byte fmt chunk
extensible.wav   six channels with a channel mask, 20 valid bits of 24
adpcm.wav        Microsoft ADPCM with coefficients
ima.wav mp3.wav  IMA ADPCM and MPEG layer 3: extensions of the fmt chunk
info.wav         LIST of type INFO: title, artist, software, in UTF-8 and in Latin-1
cue.wav          cue points with names (LIST of type adtl), sampler loop, instrument
broadcast.wav    bext and iXML
other.wav        id3, JUNK and an unknown chunk
rf64.wav         RF64 with ds64 chunk
rifx.wav         RIFX: big-endian
pcm-extension.wav  PCM with text in the size of the extension, which is ignored
padding.wav      lists and RIFF chunk padded with zeros
surplus.wav      chunks with more bytes than their fields
blocks.wav       IMA ADPCM without a fact chunk: the block sizes give the duration
gsm.wav          GSM 6.10 with a fact chunk that does not fill the last block
wavl.wav         wave list instead of a data chunk

bad-cut.wav         truncated in the audio data
bad-cut-header.wav  truncated in the fmt chunk
bad-form.wav        RIFF file of another type
bad-size.wav        RIFF size too small
bad-riff-long.wav   RIFF size too large
bad-trailing.wav    bytes after the RIFF chunk
bad-fmt.wav         byte rate and block size do not match the format
bad-cue.wav         4294967295 cue points
bad-stream.wav      written to a pipe: sizes are 0xffffffff
bad-zero.wav        sizes are 0, as after a crash of the recorder
bad-no-fmt.wav      no fmt chunk
bad-no-data.wav     no data chunk
bad-empty.wav       no chunks
bad-order.wav       data chunk before the fmt chunk
bad-two-fmt.wav     two fmt chunks
bad-two-data.wav    two data chunks
bad-list.wav        bytes after the last item of a list that are not zeros
bad-extensible.wav  EXTENSIBLE without an extension
bad-pcm-short.wav   PCM without the number of bits
bad-float.wav       floating point with an extension that extends past the chunk
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent


def write(name, data):
    (HERE / name).write_bytes(data)


def chunk(name, data, order="<", size=None):
    size = len(data) if size is None else size
    return name + struct.pack(order + "I", size) + data + bytes(len(data) % 2)


def riff(*chunks, name=b"RIFF", order="<", size=None, form=b"WAVE"):
    body = form + b"".join(chunks)
    size = len(body) if size is None else size
    return name + struct.pack(order + "I", size) + body


def fmt(tag=1, channels=1, rate=8000, bits=16, extra=None, order="<", block=None, byte_rate=None,
        extra_size=None):
    block = channels * ((bits + 7) // 8) if block is None else block
    byte_rate = rate * block if byte_rate is None else byte_rate
    data = struct.pack(order + "HHIIHH", tag, channels, rate, byte_rate, block, bits)
    if extra is not None:
        extra_size = len(extra) if extra_size is None else extra_size
        data += struct.pack(order + "H", extra_size) + extra
    return chunk(b"fmt ", data, order)


def wave(count, top):
    """Returns `count` samples of a triangle wave between -top and top."""
    return [(abs(i % 16 - 8) - 4) * top // 4 for i in range(count)]


def ints(samples, size, order="little"):
    return b"".join(s.to_bytes(size, order, signed=True) for s in samples)


sound = ints(wave(80, 12000), 2)
data = chunk(b"data", sound)
pcm16 = riff(fmt(), data)
write("pcm16.wav", pcm16)
eight = bytes(s + 128 for s in wave(33, 100))
write("pcm8-odd.wav", riff(fmt(bits=8), chunk(b"data", eight)))
stereo = [s for pair in zip(wave(20, 8000000), wave(20, -4000000)) for s in pair]
write("pcm24-stereo.wav", riff(fmt(channels=2, rate=44100, bits=24), chunk(b"data", ints(stereo, 3))))
floats = struct.pack("<32f", *(s / 1000 for s in wave(32, 1000)))
peak = struct.pack("<IIfI", 1, 1700000000, 1.0, 0)
write("float32.wav", riff(fmt(3, bits=32), chunk(b"fact", struct.pack("<I", 32)),
                          chunk(b"PEAK", peak), chunk(b"data", floats)))
write("alaw.wav", riff(fmt(6, bits=8, extra=b""), chunk(b"fact", struct.pack("<I", 32)),
                       chunk(b"data", bytes(0xD5 ^ (i * 5 & 0x7F) for i in range(32)))))
PCM_GUID = bytes.fromhex("0100000000001000800000aa00389b71")
surround = ints([s << 4 for s in wave(24, 400000)], 3)
write("extensible.wav", riff(
    fmt(0xFFFE, 6, 48000, 24, struct.pack("<HI", 20, 0x3F) + PCM_GUID),
    chunk(b"fact", struct.pack("<I", 4)), chunk(b"data", surround)))
pairs = [(256, 0), (512, -256), (0, 0), (192, 64), (240, 0), (460, -208), (392, -232)]
coefficients = struct.pack("<HH14h", 500, 7, *(c for pair in pairs for c in pair))
write("adpcm.wav", riff(fmt(2, bits=4, extra=coefficients, block=256, byte_rate=4096),
                        chunk(b"fact", struct.pack("<I", 500)), chunk(b"data", bytes(256))))
write("ima.wav", riff(fmt(0x11, bits=4, extra=struct.pack("<H", 505), block=256, byte_rate=4055),
                      chunk(b"fact", struct.pack("<I", 505)), chunk(b"data", bytes(256))))
write("mp3.wav", riff(fmt(0x55, bits=0, rate=44100, block=1, byte_rate=8000,
                          extra=struct.pack("<HIHHH", 1, 2, 417, 1, 1393)),
                      chunk(b"data", b"\xff\xfb\x90\x44" + bytes(28))))
info = b"INFO" + chunk(b"INAM", "Grüße\0".encode()) + chunk(b"IART", b"Gr\xfc\xdfe\0")
info += chunk(b"ICRD", b"2024-05-01\0") + chunk(b"ISFT", b"make.py\0") + chunk(b"ITRK", b"7")
write("info.wav", riff(fmt(), chunk(b"LIST", info), data))
cue = struct.pack("<I", 2) + struct.pack("<II4sIII", 1, 0, b"data", 0, 0, 0)
cue += struct.pack("<II4sIII", 2, 40, b"data", 0, 0, 40)
adtl = b"adtl" + chunk(b"labl", struct.pack("<I", 1) + b"start\0")
adtl += chunk(b"note", struct.pack("<I", 2) + b"middle\0")
adtl += chunk(b"ltxt", struct.pack("<II4sHHHH", 2, 20, b"rgn ", 0, 0, 0, 0))
smpl = struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 1, 0) + struct.pack("<6I", 1, 0, 0, 79, 0, 0)
write("cue.wav", riff(fmt(), data, chunk(b"cue ", cue), chunk(b"LIST", adtl), chunk(b"smpl", smpl),
                      chunk(b"inst", struct.pack("<BbbBBBB", 60, 0, -3, 0, 127, 1, 127))))
bext = struct.pack("<256s32s32s10s8sQH64s5h180s", b"A triangle wave", b"bytescope", b"REF0001",
                   b"2024-05-01", b"12:30:00", 8000 * 45000, 2, bytes(64),
                   -2300, 500, -100, -2000, -2150, bytes(180))
bext += b"A=PCM,F=8000,W=16,M=mono\r\n"
write("broadcast.wav", riff(
    chunk(b"bext", bext), fmt(),
    chunk(b"iXML", b"<?xml version=\"1.0\"?><BWFXML><SCENE>1</SCENE></BWFXML>"), data))
id3 = b"ID3\3\0\0\0\0\0\x0dTIT2\0\0\0\3\0\0\0ab"
write("other.wav", riff(chunk(b"JUNK", bytes(28)), fmt(), chunk(b"id3 ", id3),
                        chunk(b"zzzz", b"what?"), data))
ds64 = lambda body: chunk(b"ds64", struct.pack("<QQQI", body, len(sound), 80, 0))
rest = fmt() + chunk(b"data", sound, size=0xFFFFFFFF)
write("rf64.wav", riff(ds64(4 + 36 + len(rest)), rest, name=b"RF64", size=0xFFFFFFFF))
write("rifx.wav", riff(fmt(order=">"), chunk(b"data", ints(wave(80, 12000), 2, "big"), ">"),
                       name=b"RIFX", order=">"))
write("pcm-extension.wav", riff(fmt(extra=b"", extra_size=0x4D53), data))
software = chunk(b"ISFT", b"abc\0de")
label = chunk(b"labl", struct.pack("<I", 1) + b"ab\0\0")
write("padding.wav", riff(fmt(), chunk(b"LIST", b"INFO" + software + bytes(2)), data,
                          chunk(b"LIST", b"adtl" + label + bytes(12)), bytes(20)))
points = struct.pack("<I", 1) + struct.pack("<II4sIII", 1, 0, b"data", 0, 0, 0)
settings = struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 0, 0)
stereo16 = fmt(0xFFFE, 2, 8000, 16, struct.pack("<HI", 16, 3) + PCM_GUID + bytes(2))
write("surplus.wav", riff(stereo16, data, chunk(b"cue ", points + bytes(24)),
                          chunk(b"smpl", settings + bytes(24)),
                          chunk(b"inst", struct.pack("<BbbBBBBB", 60, 0, -3, 0, 127, 1, 127, 0))))
ima = fmt(0x11, bits=4, extra=struct.pack("<H", 505), block=256, byte_rate=4055)
write("blocks.wav", riff(ima, chunk(b"data", bytes(512))))
gsm = fmt(0x31, bits=0, extra=struct.pack("<H", 320), block=65, byte_rate=1625)
write("gsm.wav", riff(gsm, chunk(b"fact", struct.pack("<I", 600)), chunk(b"data", bytes(130))))
write("wavl.wav", riff(fmt(), chunk(b"LIST", b"wavl" + data)))
write("bad-stream.wav", riff(fmt(), chunk(b"data", sound, size=0xFFFFFFFF), size=0xFFFFFFFF))

write("bad-cut.wav", pcm16[:-31])
write("bad-cut-header.wav", pcm16[:29])
write("bad-form.wav", riff(chunk(b"JUNK", bytes(4)), form=b"WAVX"))
write("bad-size.wav", riff(fmt(), data, size=60))
write("bad-riff-long.wav", riff(fmt(), data, size=5000))
write("bad-trailing.wav", pcm16 + b"stray")
write("bad-fmt.wav", riff(fmt(block=3, byte_rate=7), data))
write("bad-cue.wav", riff(fmt(), chunk(b"cue ", struct.pack("<I", 0xFFFFFFFF) + bytes(24)), data))
write("bad-zero.wav", riff(fmt(), chunk(b"data", sound, size=0), size=0))
write("bad-no-fmt.wav", riff(data))
write("bad-no-data.wav", riff(fmt()))
write("bad-empty.wav", riff())
write("bad-order.wav", riff(data, fmt()))
write("bad-two-fmt.wav", riff(fmt(), fmt(rate=16000), data))
write("bad-two-data.wav", riff(fmt(), data, data))
write("bad-list.wav", riff(fmt(), chunk(b"LIST", b"INFO" + software + b"xy"), data))
write("bad-extensible.wav", riff(fmt(0xFFFE), data))
write("bad-pcm-short.wav", riff(chunk(b"fmt ", struct.pack("<HHIIH", 1, 1, 8000, 16000, 2)), data))
write("bad-float.wav", riff(fmt(3, bits=32, extra=b"", extra_size=0x4D53), data))
