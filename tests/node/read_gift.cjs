// Reads GIFT from standard input with an independent parser and writes what it understood as JSON.
"use strict";
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const gift = createRequire(`${process.argv[2]}/`)("gift-pegjs");

// gift-pegjs 1.0.2 turns an escaped \n into a newline and leaves the ";" of its own mark behind it.
const text = (rich) => (rich ? rich.text.replaceAll("\n;", "\n") : "");
const questions = gift.parse(readFileSync(0, "utf8")).filter((q) => q.type !== "Category");
process.stdout.write(
  JSON.stringify(
    questions.map((q) => ({
      type: q.type,
      id: q.id,
      title: q.title,
      tags: q.tags,
      format: q.stem.format,
      stem: text(q.stem),
      general: text(q.globalFeedback),
      choices: q.choices.map((c) => ({
        text: text(c.text),
        isRight: c.isCorrect || c.weight > 0,
        weight: c.weight,
        feedback: text(c.feedback),
      })),
    })),
  ),
);
