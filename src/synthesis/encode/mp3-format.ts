/** Kilobits (of 1000) per second of all MP3 made here: constant, mono. */
export const MP3_KBITS = 64;
