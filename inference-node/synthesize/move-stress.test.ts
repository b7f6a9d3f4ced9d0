import { test } from "vitest";
import { moveStress } from "./move-stress.ts";

test.for([
  ["за\u0301мок", "z_a_m_'o_k", "z|'A|m|V|k"],
  ["мука\u0301", "m_'u_k_a#", "m|u|k|'A"],
  ["писа\u0301ть", "p_;_'i_s_V_t;", "p|;|i|s|'A|t;"],
  ["же\u0301на", "Z_y_n_'A", "Z|'E|n|V"],
  ["шила\u0301", "S_'y_l_a#", "S|y|l|'A"],
  ["е\u0301да", "j_I_d_'A", "j|'e|d|V"],
  ["я\u0301зыка", "ja_z_y_k_'A", "j|'A|z|y|k|V"],
  ["про\u0301пасть", "p_@-_r_V_p_'A_s_t;", "p|r|'o|p|V|s|t;"],
] as const)("%s moves %s to %s", ([word, phonemes, moved], { expect }) => {
  expect(moveStress(word, phonemes)).toBe(moved);
});

test("leaves a word alone that eSpeak stresses so by itself", ({ expect }) => {
  expect(moveStress("замо\u0301к", "z_a_m_'o_k")).toBeUndefined();
});

test("follows the last of several marks", ({ expect }) => {
  expect(moveStress("за\u0301мо\u0301к", "z_'a_m_V_k")).toBe("z|V|m|'o|k");
});

test("leaves a word alone whose letters and phonemes do not correspond", ({ expect }) => {
  expect(moveStress("мгу\u0301", "'E#_m_g_E#_'u")).toBeUndefined();
  expect(moveStress("к", "k_'A")).toBeUndefined();
});
