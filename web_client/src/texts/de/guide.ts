/** Der Leitfaden für die Spielleitung auf Deutsch. Beschriftungen stehen als [Schlüssel] des Katalogs. */

import type { Guide } from "../guide_type";

const guide: Guide = {
  intro:
    "So leiten Sie einen Workshop mit Linestop: was vorher zu tun ist, die ersten zehn Minuten, und was hilft, wenn Handys den Laptop nicht erreichen. Drucken Sie diese Seite aus und legen Sie sie neben sich.",
  before: {
    title: "Am Tag davor",
    steps: [
      "Den Server auf dem Laptop starten, mit dem Sie leiten werden, in dem Raum, in dem gespielt wird: `linestop serve --host 0.0.0.0`",
      "Er zeigt eine Adresse und einen QR-Code. Die Adresse mit dem eigenen Handy öffnen. Lädt die Seite nicht, hilft der letzte Teil dieses Leitfadens.",
      "Mit Bots proben, die wie Handys beitreten und bis zum Ende spielen: ein Spiel eröffnen und ihnen seinen Code geben: `linestop bots CODE --count 40`",
      "60 bis 75 Minuten für dreizehn Runden einplanen und 30 Minuten für die Auswertung. Ist weniger Zeit, das Spiel mit doppelt so langen Runden öffnen: Sieben Runden dauern 35 bis 45 Minuten. Oder es nach einer beliebigen Runde beenden.",
    ],
  },
  first: {
    title: "Die ersten zehn Minuten",
    minute: "Minute",
    you: "Spielleitung",
    room: "Raum",
    rows: [
      {
        minute: 0,
        you: "/host auf dem Laptop öffnen, ein Szenario wählen, den Namen angeben, [host.button] drücken. Den Rettungscode notieren: Fällt dieser Laptop aus, holt er den Leitstand auf ein anderes Gerät.",
        room: "",
      },
      {
        minute: 1,
        you: "[desk.board] drücken, das Fenster auf den Projektor ziehen, Vollbild. Die Tafel zeigt Adresse, Code und QR-Code das ganze Spiel lang.",
        room: "Liest die Tafel.",
      },
      {
        minute: 2,
        you: "Mit dem eigenen Handy beitreten, bevor es andere tun. Der Hinweis auf dem Leitstand, dass noch kein Handy durchgekommen ist, verschwindet dann.",
        room: "",
      },
      {
        minute: 3,
        you: "Ansagen: „Scannen, Namen eingeben, die Geschichte lesen.“ Die Tische füllen sich von selbst, je vier Firmen. Beitreten geht bis zur letzten Runde; freie Plätze spielen Bots.",
        room: "Tritt bei. Die Namen erscheinen auf Leitstand und Tafel.",
      },
      {
        minute: 6,
        you: "Das Ziel in einem Satz nennen: die geringsten Gesamtkosten; Bestand kostet, und eine Linie, die steht, auch. Nicht sagen, auf welche Teile es ankommt. [desk.start] drücken.",
        room: "Liest das erste Blatt, das sich selbst erklärt.",
      },
      {
        minute: 7,
        you: "Die erste Runde hat keine Frist. Warten, bis die meisten bestätigt haben, dann [desk.close] drücken. Ab da endet eine Runde, wenn alle entschieden haben oder ihre Zeit um ist.",
        room: "Sieht auf dem eigenen Blatt, was die Wochen brachten, und mit einem Tipp auf das Dreieck noch einmal Woche für Woche.",
      },
      {
        minute: 10,
        you: "Die Runden laufen lassen, je fünf Minuten, später weniger. Wer noch nicht entschieden hat, steht auf dem Leitstand oben. [question.title] bietet eine Frage an, die zur Lage passt; ein Druck schickt sie ab.",
        room: "Spielt.",
      },
    ],
  },
  during: {
    title: "Während des Spiels",
    steps: [
      "Vor dem Ende einer Runde noch reden: [desk.hold]. Dann bleibt sie offen, auch wenn alle entschieden haben, bis Sie sie beenden oder ihre Zeit um ist.",
      "Eine Störung einwerfen: [shock.title]. Wählen, ob sie in dieser oder der nächsten Runde beginnt und wie sicher ihre Nachricht klingt: Gerücht, Presse oder amtlich. Sie kommt auf jeden Fall. Die übliche Bestenliste führt ein solches Spiel nicht.",
      "Auf dem Leitstand eine Firma drücken, um den Namen zu ändern, den Platz auf ein anderes Handy zu holen oder ihn einem Bot zu geben.",
      "Eine Nachricht an den Raum verschwindet, wenn ihre Runde vorbei ist. Mit einem Haken bei [message.keep] bleibt sie.",
      "Fremde kommen herein: [door.close] hält Neue draußen, [door.open] lässt wieder beitreten. Mit [door.remove] nehmen Sie mehrere von ihren Plätzen. Kommen viele zugleich von einer Adresse, fragt der Leitstand: die eigene Gruppe einlassen.",
    ],
  },
  after: {
    title: "Das Ende und die Auswertung",
    steps: [
      "Wird die Zeit knapp, [rules.last] drücken. Nach dieser Runde öffnet sich die Auswertung auf jedem Handy.",
      "Eine Auswertung auf den Projektor legen: zuerst das Jahr einer Firma, dann was mit einer anderen Wahl geschehen wäre, dann den Raum. [company.title] zeigt, was jeder Plan kostet, wenn die anderen wenig halten, wenn sie spielen wie im Spiel, und wenn alle dasselbe tun.",
      "Fragen: Welches Teil würden Sie heute puffern, und was an Lieferant, Entfernung und Preis spricht dafür? Wo war ein Puffer umsonst?",
      "Alle können ihre Ergebnisse als Datei mitnehmen und die Seite drucken.",
    ],
  },
  contrast: {
    title: "Zwei oder drei Spiele: jedes Mal eines umgedreht",
    steps: [
      "Die drei Jahre Wasserkocher haben dieselben Firmen, Teile und Kunden. Vom ersten zum zweiten sind die Lieferanten umgedreht, vom zweiten zum dritten, was eine Lücke kostet. Für jedes 20 Minuten einplanen und 10 zum Reden. In einer Stunde die ersten beiden spielen.",
      "Dieselben Leute leiten dieselben Firmen: für jedes Jahr ein Spiel eröffnen und dessen Code an die Wand werfen, wenn über das letzte gesprochen ist.",
      "Nach dem ersten Jahr fragen: Für welches Teil hatten Sie einen Puffer, und wozu? Die Pläne aufheben, auf Papier oder als Datei aus jeder Auswertung.",
      "Vor dem nächsten Jahr den Satz vorlesen, der sagt, was umgedreht ist. Alle schreiben vor dem Spielen auf: Für welche Teile halte ich jetzt einen Puffer?",
      "Nach dem zweiten Jahr beide Pläne nebeneinanderlegen: Wer blieb bei den Regalen des ersten Jahrs, und was hat es gekostet? Was haben die Jahre gemeinsam, und welcher einzelne Umstand macht den Unterschied? Wer zwei Fälle vergleicht, wendet das Gelernte viel öfter an.",
      "Nach dem dritten: Welches Teil hat jetzt eine andere Antwort, und welche haben in allen Jahren dieselbe? Welches der Jahre ist das Ihrer eigenen Firma?",
    ],
  },
  phones: {
    title: "Wenn Handys den Laptop nicht erreichen",
    intro:
      "Handy und Laptop müssen in einem Netz sein, das seine Gäste miteinander reden lässt. Viele Netze von Hotels, Hochschulen und Gästen tun das nicht und sagen es nicht: Die Seite lädt einfach nie.",
    steps: [
      {
        title: "Stimmt die Adresse?",
        text: "Eintippen, was der Server gezeigt hat, mit http:// und dem Port: Handys versuchen von sich aus https. Hat er mehrere Adressen gezeigt, jede versuchen. Meist ist ein VPN auf dem Laptop der Grund; ausschalten.",
      },
      {
        title: "Ist es die Firewall?",
        text: "Python in privaten Netzen erlauben, wenn der Laptop fragt, oder den Port öffnen.",
      },
      {
        title: "Hält das Netz seine Gäste getrennt?",
        text: "Zeigt ein Netz zuerst eine Seite zum Anmelden, muss das jedes Handy tun. Kommen die Handys trotzdem nicht durch: ein eigenes Netz mitbringen. Ein Reiserouter trägt eine Klasse und braucht kein Internet; Linestop auch nicht. Ein Hotspot des Laptops (Windows: „Mobiler Hotspot“, acht Geräte; macOS: die Verbindung eines Kabels teilen; Linux: `nmcli device wifi hotspot`) oder eines zweiten Handys (fünf bis zehn Geräte) genügt für einige Tische: Jeder Tisch teilt sich ein Handy. Zuerst den Laptop mit dem Hotspot verbinden, dann den Server starten, damit er die neue Adresse zeigt. Ansagen, dass Handys vor „kein Internet“ warnen können, und verbunden zu bleiben.",
      },
      {
        title: "Hat sich die Adresse unterwegs geändert?",
        text: "Verloren ist nichts: Das Spiel steht in der Datei. Leitstand und Tafel, die unter localhost geöffnet wurden, zeigen die neue Adresse von selbst. Ein Handy kennt seinen Platz unter der Adresse, unter der es beigetreten ist. Dem Laptop nach Möglichkeit die alte Adresse wieder geben. Sonst jeden Platz vom Leitstand aus mit einem QR-Code auf sein Handy holen.",
      },
      {
        title: "Hilft gar nichts?",
        text: "Spielende können sich die Laptops teilen, die da sind, ein Team an jedem Platz: Ein Platz kann auf mehreren Geräten offen sein. Oder den Server mit HTTPS und PIN ins Internet stellen.",
      },
    ],
  },
  back: {
    title: "Wenn im Spiel etwas ausfällt",
    steps: [
      "Ein Handy, das gesperrt, neu geladen oder ohne Netz war, kommt zurück, wenn seine Seite wieder geöffnet wird.",
      "Ein Handy, das fort ist, wird vom Leitstand aus ersetzt: durch ein anderes oder durch einen Bot.",
      "Fällt der Laptop aus, holt der Rettungscode den Leitstand auf ein anderes Gerät. Bleibt der Server stehen, neu starten: Jede bestätigte Entscheidung ist gespeichert, und die Seiten kommen von selbst zurück.",
      "Ein Balken sagt, dass der Server nicht speichern kann: Ein anderes Programm hält die Datei `linestop.db` fest, oder die Festplatte ist voll. Dieses Programm schließen oder Platz schaffen. Die Zeit der Runde steht still, und das Spiel geht von selbst weiter.",
      "Den Server anhalten, bevor Sie diese Datei verschieben, umbenennen oder ersetzen. Sonst hält er von selbst an und sagt, wohin er das Spiel gerettet hat.",
      "Solange kein Server läuft, sagt eine offene Seite das und wartet. Eine neu geladene zeigt die Fehlermeldung des Browsers, bis der Server wieder da ist.",
    ],
  },
  quotes: ["„", "“"],
};

export default guide;
