/**
 * What may be set of each part beside its stance, and what is known of demand all year. It holds for the whole game,
 * so a view tells it in the first turn alone, in part; a page of a game that offers such choices asks for the whole.
 */

import type { DemandFactors, Told, View } from "../../generated/protocol";
import { storyAndNews } from "../common/http_api";
import { RetriedRequest } from "../common/retried_request.svelte";
import { choicesOf, type ChoicesByPart } from "./part_options";

export class ToldChoices {
  private readonly request: RetriedRequest<Told> | null;
  readonly choices: ChoicesByPart = $derived.by(() => choicesOf(this.view(), this.told));
  readonly demand: readonly DemandFactors[] = $derived.by(() => this.told?.demand ?? []);

  constructor(
    private readonly view: () => View,
    token: string | null,
  ) {
    const { game, chosen } = view();
    const offered = chosen !== undefined;
    this.request = offered ? new RetriedRequest(() => storyAndNews(game.code, token)) : null;
  }

  leave(): void {
    this.request?.leave();
  }

  private get told(): Told | null {
    return this.request?.value ?? null;
  }
}
