const ENGLISH = [
  "mr mrs ms mx dr prof rev hon st sr jr messrs gen col maj capt lt sgt gov sen rep pres",
  "vs etc eg ie cf al ca approx dept est fig figs inc ltd co corp nos vol vols pp ed eds ch sec",
  "ave blvd rd apt jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun",
];
const RUSSIAN = [
  "гг вв ул пр просп пер пл бул наб обл окр респ пос дер стр корп кв оф эт ст им о-в мкр ш тел",
  "тыс млн млрд трлн руб коп долл ок см ср гл рис табл илл илл прим ред изд вып разд пп др пр соотв напр",
  "гр гр-н г-н г-жа тов проф акад доц канд инж ген полк подп лейт кап серж янв февр мар апр авг сент окт нояб дек",
  "мин сек час чел экз шт кг мм км га",
];

/** Words that keep a dot without ending a sentence, in lower case and without it. Single letters are so by rule. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set([...ENGLISH, ...RUSSIAN].join(" ").split(" "));
