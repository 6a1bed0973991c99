"""What runs in a page to read its texts; both scripts number its elements alike."""

from __future__ import annotations

READ = """(spots) => {
    const numbers = new Map([...document.querySelectorAll("*")].map((each, number) => [each, number]));
    // What joins a sign to its amount is not read.
    const plain = (text) => (text ?? "").replace(/\\u2060/g, "").replace(/\\s+/g, " ").trim();
    const words = (node, attribute) =>
        node ? plain(attribute ? node.getAttribute(attribute) : node.textContent) : "";
    const beside = (item, wanted) => {
        let node = item.nextElementSibling;
        while (node && !node.querySelector(wanted)) node = node.nextElementSibling;
        return node ? [node.querySelector(wanted)] : [];
    };
    const nodes = (item, figure) => {
        if (figure === "") return [item];
        return figure[0] === "+" ? beside(item, figure.slice(1)) : [...item.querySelectorAll(figure)];
    };
    return spots.map((spot) => [...document.querySelectorAll(spot.each)].map((item) => {
        const owner = spot.owner ? item.closest(spot.owner[0]) : null;
        const table = spot.columns ? item.closest("table") : null;
        return {
            name: spot.name === "." ? words(item) : words(spot.name ? item.querySelector(spot.name) : null),
            owner: owner ? words(owner.querySelector(spot.owner[1])) : "",
            columns: table ? [...table.querySelectorAll(spot.columns)].map((head) => words(head)) : [],
            texts: nodes(item, spot.figure).map((node) => [words(node, spot.attribute), numbers.get(node)]),
        };
    }));
}"""
"""Of each spot its elements: their names and texts, each with the number of the element that holds it."""

ALL = """() => {
    const numbers = new Map([...document.querySelectorAll("*")].map((each, number) => [each, number]));
    const found = [];
    const tell = (element, text, how) => {
        if (!/\\d/.test(text)) return;
        const chain = [];
        const named = [];
        for (let each = element; each; each = each.parentElement) {
            chain.push(numbers.get(each));
            const own = each.className?.baseVal ?? each.className ?? "";
            const plain = own.split(/\\s+/).filter((name) => name && !name.startsWith("svelte-"));
            const label = each.getAttribute("aria-labelledby");
            const dotted = plain.map((name) => `.${name}`).join("");
            named.push(each.localName + dotted + (label ? `#${label}` : ""));
        }
        const path = named.reverse().slice(2).join(" ");
        found.push({
            text: text.replace(/\\u2060/g, "").replace(/\\s+/g, " ").trim(), how, chain, path,
        });
    };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const holder = walk.currentNode.parentElement;
        if (holder.closest("script, style, noscript, option, .code, section[aria-labelledby=real]")) continue;
        tell(holder, walk.currentNode.textContent, "text");
    }
    for (const attribute of ["aria-label", "title"]) {
        for (const each of document.body.querySelectorAll(`[${attribute}]`)) {
            tell(each, each.getAttribute(attribute), attribute);
        }
    }
    return found;
}"""
"""Every text with a digit, shown or spoken or a hint, with the numbers of all elements around it."""
