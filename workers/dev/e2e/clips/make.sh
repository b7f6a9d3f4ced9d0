#!/bin/sh
# Makes the spoken clips of the end-to-end tests again: one sentence by eSpeak NG, once per container.
# Needs espeak-ng, and ffmpeg with libmp3lame, libvorbis and libopus.
set -eu
cd "$(dirname "$0")"
espeak-ng -v en-us -w spoken.wav "my mother and my father went to the town"
clip() { ffmpeg -v error -y -i spoken.wav -map_metadata -1 "$@"; }
clip -ar 16000 -fflags +bitexact sentence.wav
clip -ar 44100 -ac 2 -c:a libmp3lame -b:a 48k sentence.mp3
clip -ar 44100 -c:a aac -b:a 48k -movflags +faststart sentence-faststart.m4a
clip -ar 44100 -c:a aac -b:a 48k sentence-moov-at-end.m4a
clip -ar 22050 -c:a libvorbis -q:a 2 sentence-vorbis.ogg
clip -c:a libopus -b:a 24k sentence-opus.ogg
clip -c:a libopus -b:a 24k sentence.webm
clip -ar 16000 -c:a flac sentence.flac
rm spoken.wav
