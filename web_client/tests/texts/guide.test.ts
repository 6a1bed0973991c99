import { afterEach, expect, test } from "vitest";
import { loadGuide, withLabels } from "../../src/texts/guide";
import { LANGUAGES } from "../../src/texts/language";
import { speak, t } from "../../src/texts/texts";

afterEach(() => speak("en"));

test("the guide names buttons as the screens do, in every language", async () => {
  for (const language of Object.keys(LANGUAGES)) {
    await speak(language);
    const guide = await loadGuide(language);
    const text = withLabels(JSON.stringify(guide), guide.quotes);
    expect(text.match(/\[[a-z_.]+\]/g)).toBeNull();
    expect(text).toContain(guide.quotes[0] + t("desk.close") + guide.quotes[1]);
  }
});

test("a label that no screen has stays in its brackets, and so is found", () => {
  expect(withLabels("Press [no.such_button].", ["<", ">"])).toBe("Press [no.such_button].");
});

test("every guide has as many steps as the English one", async () => {
  const counts = async (language: string) => {
    const { before, first, during, after, phones, back } = await loadGuide(language);
    return [before, during, after, phones, back]
      .map(({ steps }) => steps.length)
      .concat(first.rows.length);
  };
  for (const language of Object.keys(LANGUAGES))
    expect([language, await counts(language)]).toEqual([language, await counts("en")]);
});

test("a language without a guide gets the English one", async () => {
  expect(await loadGuide("xx")).toEqual(await loadGuide("en"));
});
