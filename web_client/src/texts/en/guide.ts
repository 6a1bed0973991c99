/** The facilitator's guide in English. Labels of buttons stand as [key] of the catalogue. */

import type { Guide } from "../guide_type";

const guide: Guide = {
  intro:
    "How to lead a workshop with Linestop: what to do before, the first ten minutes, and what helps when phones cannot reach your laptop. Print this page and keep it beside you.",
  before: {
    title: "The day before",
    steps: [
      "Start the server on the laptop that you will use, in the room that you will use: `linestop serve --host 0.0.0.0`",
      "It prints an address and a QR code. Open the address with your own phone. If the page does not load, read the last part of this guide.",
      "Rehearse with bots, who join as phones do and play to the end: open a game, and give them its code: `linestop bots CODE --count 40`",
      "Plan 60 to 75 minutes for thirteen turns and 30 minutes for the debrief. With less time, open the game with turns that are twice as long: seven turns take 35 to 45 minutes. Or end it after any turn.",
    ],
  },
  first: {
    title: "The first ten minutes",
    minute: "Minute",
    you: "You",
    room: "The room",
    rows: [
      {
        minute: 0,
        you: "Open /host on the laptop, choose a scenario, give your name, press [host.button]. Note the recovery code: it moves the desk to another device if this laptop fails.",
        room: "",
      },
      {
        minute: 1,
        you: "Press [desk.board], drag that window to the projector and make it full screen. It shows the address, the code and a QR code all game long.",
        room: "Reads the projector.",
      },
      {
        minute: 2,
        you: "Join with your own phone before anybody else does. The desk's hint that no phone has come through yet goes when one has.",
        room: "",
      },
      {
        minute: 3,
        you: "Say: “Scan, type a name, read the story.” Tables fill by themselves, four companies each. Latecomers may join until the last turn; bots play the seats that stay free.",
        room: "Joins. Names appear on the desk and on the projector.",
      },
      {
        minute: 6,
        you: "Tell the aim in one sentence: the lowest total cost; stock costs, and so does a line that stands. Do not say which parts matter. Press [desk.start].",
        room: "Reads the first sheet, which explains itself.",
      },
      {
        minute: 7,
        you: "The first turn has no deadline. Wait until most have confirmed, then press [desk.close]. From then on a turn closes when all have decided, or when its time is over.",
        room: "Sees on its own sheet what the weeks brought, and again, week by week, with a tap on the triangle.",
      },
      {
        minute: 10,
        you: "Let the turns run, five minutes each, later fewer. Those who have not decided stand first on the desk. [question.title] offers one that fits what is happening, sent with one press.",
        room: "Plays.",
      },
    ],
  },
  during: {
    title: "While the game runs",
    steps: [
      "You want to talk before a turn ends: [desk.hold]. It then stays open though all have decided, until you close it or its time is up.",
      "You want a shock: [shock.title]. Choose whether it begins in this turn or the next, and how sure its news sounds: a rumour, the press or official. It comes in any case. The usual leaderboard leaves such a game out.",
      "Press a company on the desk to rename who plays it, to move the seat to another phone, or to give it to a bot.",
      "A message to the room goes when its turn is over. It stays if you tick [message.keep].",
      "Strangers come in: [door.close] keeps out who is new, [door.open] lets people join again. With [door.remove] you take several off their seats. If many come at once from one address, the desk asks you: let your group in.",
    ],
  },
  after: {
    title: "The end, and the debrief",
    steps: [
      "When time is short, press [rules.last]. The debrief opens on every phone when that turn has been played.",
      "Put one debrief on the projector: first the year of one company, then what would have happened with another choice, then the room. [company.title] shows what each plan costs when the rivals hold little, as they played, and when everybody does the same.",
      "Ask: Which part would you buffer today, and what about its supplier, its distance and its price makes it so? Where was a buffer wasted?",
      "Everybody can take their results home as a file, and print the page.",
    ],
  },
  contrast: {
    title: "Two or three rounds: one thing turned over each time",
    steps: [
      "The three years of kettles have the same firms, parts and customers. From the first to the second the suppliers are turned over, from the second to the third what running out costs. Plan 20 minutes for each and 10 to talk. In an hour, play the first two.",
      "Let the same people run the same companies: open a game for each year, and show its code on the projector when the talk about the last one is over.",
      "After the first year ask: Which part did you buffer, and what for? Keep the plans, on paper or as a file from each debrief.",
      "Before the next year, read out the sentence that says what is turned over. Let everybody write down before playing: for which parts will I hold a buffer now?",
      "After the second year put both plans side by side: Who kept the shelves of the first year, and what did it cost? What do the two years have in common, and which single fact made the difference? People who compare two cases use what they learned far more often.",
      "After the third: Which part has another answer now, and which parts have the same in all years? Which of the years is your own company's?",
    ],
  },
  phones: {
    title: "When phones cannot reach the laptop",
    intro:
      "Phone and laptop must be in one network that lets its guests talk to each other. Many networks of hotels, campuses and guests do not, and do not say so: the page just never loads.",
    steps: [
      {
        title: "Is it the right address?",
        text: "Type what the server printed, with http:// and the port: phones try https by themselves. If it printed several addresses, try each. A VPN on the laptop is the usual reason; switch it off.",
      },
      {
        title: "Is it the firewall?",
        text: "Allow Python in private networks when the laptop asks, or open the port.",
      },
      {
        title: "Does the network keep guests apart?",
        text: "Where a network first shows a page to log in, each phone must do so. If phones still do not get through, bring your own network. A travel router carries a class, and needs no internet; neither does Linestop. A hotspot of the laptop (Windows: “Mobile hotspot”, eight devices; macOS: share the connection of a cable; Linux: `nmcli device wifi hotspot`) or of a spare phone (five to ten devices) is enough for some tables: let each table share a phone. Join the hotspot with the laptop first and start the server after that, so that it prints the new address. Tell people that their phone may warn of “no internet”, and to stay connected.",
      },
      {
        title: "Has the address changed on the way?",
        text: "Nothing is lost: the game is in the file. A desk and a board that were opened at localhost show the new address by themselves. A phone knows its seat by the address at which it joined. Give the laptop its old address again if you can. If not, move each seat from the desk to its phone with a QR code.",
      },
      {
        title: "Does nothing work?",
        text: "Players may share the laptops that are there, a team at each seat: a seat can be open on several devices. Or put the server on the internet with HTTPS and a host PIN.",
      },
    ],
  },
  back: {
    title: "When something breaks during the game",
    steps: [
      "A phone that was locked, reloaded or out of the network comes back by opening its page again.",
      "A phone that is gone is replaced from the desk: by another phone, or by a bot.",
      "If your laptop fails, move the desk to another device with the recovery code. If the server stops, start it again: every confirmed decision is on disk, and the pages come back by themselves.",
      "A bar says that the server cannot save: another program holds the file `linestop.db`, or the disk is full. Close that program, or make room. The turn's time stands still, and play goes on by itself.",
      "Stop the server before you move, rename or replace that file. Otherwise it stops by itself and says where it has saved the game.",
      "While no server runs, an open page says so and waits. A page that is reloaded shows the browser's own error until the server is back.",
    ],
  },
  quotes: ["“", "”"],
};

export default guide;
