#!/bin/sh
# Makes the clips of the tests of decode/ again: 1.5 s of a 440 Hz tone at half scale, 44.1 kHz mono, once per container,
# a video without sound, and a short speech. Needs espeak-ng, and ffmpeg with libmp3lame, libvorbis, libopus and libx264.
set -eu
cd "$(dirname "$0")"
tone() { ffmpeg -v error -y -f lavfi -i "aevalsrc=0.5*sin(2*PI*440*t):s=44100:d=1.5" -map_metadata -1 "$@"; }
tone -c:a libmp3lame -b:a 64k tone.mp3
tone -c:a libmp3lame -q:a 6 tone-vbr.mp3
# Without a header that counts frames, and without a number of samples.
tone -c:a libmp3lame -b:a 64k -write_xing 0 -id3v2_version 0 tone-uncounted.mp3
tone -ar 8000 -c:a flac -f flac - > tone-uncounted.flac
tone -c:a aac -b:a 64k -movflags +faststart tone-faststart.m4a
tone -c:a aac -b:a 64k tone-moov-at-end.m4a
tone -c:a aac -b:a 64k -f adts tone.aac
tone -c:a libvorbis -q:a 2 tone-vorbis.ogg
tone -c:a libopus -b:a 32k tone-opus.ogg
tone -c:a libopus -b:a 32k tone.webm
tone -c:a flac tone.flac
ffmpeg -v error -y -f lavfi -i "color=black:s=32x32:r=5:d=1" -map_metadata -1 -c:v libx264 silent-video.mp4
# 4 s of synthetic speech between a second of silence on either side; eSpeak NG makes it.
espeak-ng -v en-us -w speech.wav "The quick brown fox jumps over the lazy dog. She sells sea shells by the shore."
ffmpeg -v error -y -i speech.wav -af "aresample=16000,adelay=1000,apad=pad_dur=1" -map_metadata -1 -c:a libopus -b:a 24k speech.ogg
rm speech.wav
