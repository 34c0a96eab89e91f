// A file question: takes what is chosen out of the form and sends it by itself.

import { rowsOf } from "./door.js";
import { Row } from "./row.js";
import { Transfer } from "./transfer.js";

export class Question {
  constructor(place) {
    this.place = place;
    this.field = place.dataset.field;
    this.address = place.dataset.sendTo;
    this.hashing = place.dataset.hashing;
    this.words = JSON.parse(place.dataset.words);
    this.template = place.querySelector("template[data-sending-row]");
    this.list = place.querySelector("[data-sending]");
    this.rows = place.querySelector("[data-rows]");
    this.transfers = [];
  }

  take(files) {
    for (const file of files) {
      const row = new Row(this.list, this.template, this.words, file);
      const transfer = new Transfer(this, file, row);
      this.transfers.push(transfer);
      transfer.start();
    }
  }

  get isSending() {
    return this.transfers.some((transfer) => !transfer.isOver);
  }

  // What the portal holds now, in its own words; where the line is cut they stay as they are.
  async refresh() {
    const rows = await rowsOf(this.address, this.field).catch(() => null);
    if (rows !== null) this.rows.innerHTML = rows;
  }
}
