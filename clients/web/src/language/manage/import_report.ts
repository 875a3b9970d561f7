import type { Both } from "../manage.svelte.ts";
import { dutch, english } from "../numbers.ts";

const nl = {
  title: "Inlezen",
  states: { waiting: "Wacht op zijn beurt", reading: "Het bestand wordt gelezen", writing: "De leden worden bewaard", done: "Klaar", failed: "Niet gelukt" },
  writing: (lines: number) => `${dutch.format(lines)} regels worden bewaard`,
  leave: "Je mag dit scherm verlaten: het inlezen gaat door.",
  doneText: "De lijst is ingelezen.",
  failed: "Er is niets ingelezen",
  stopped: "Er zijn geweigerde regels en je koos voor alles of niets. Verbeter ze en probeer opnieuw, of neem wat klopt.",
  refused: (count: number) => (count === 1 ? "1 geweigerde regel" : `${dutch.format(count)} geweigerde regels`),
  refusedIntro: "Verbeter deze regels in je bestand en lees het opnieuw in: wie er al in staat, verandert dan niet.",
  download: "Lijst downloaden",
  fileName: "geweigerde-regels.csv",
  line: "Regel",
  column: "Kolom",
  reason: "Waarom",
  wholeLine: "hele regel",
  withoutGroup: (count: number) => (count === 1 ? "1 persoon kreeg geen groep." : `${dutch.format(count)} personen kregen geen groep.`),
  unknownColumns: (names: string) => `Niet ingelezen kolommen: ${names}.`,
  newcomers: "Nieuwe leden",
  allMembers: "Naar alle leden",
  again: "Nog een lijst inlezen",
};

/** How an import goes, and what became of it. */
export const importReport: Both<typeof nl> = {
  nl,
  en: {
    title: "Importing",
    states: { waiting: "Waiting for its turn", reading: "The file is read", writing: "The members are kept", done: "Done", failed: "It did not work" },
    writing: (lines) => `${english.format(lines)} lines are being kept`,
    leave: "You may leave this screen: the import goes on.",
    doneText: "The list is imported.",
    failed: "Nothing was imported",
    stopped: "There are refused lines and you chose all or nothing. Correct them and try again, or take what is right.",
    refused: (count) => (count === 1 ? "1 refused line" : `${english.format(count)} refused lines`),
    refusedIntro: "Correct these lines in your file and import it again: who is there already does not change then.",
    download: "Download the list",
    fileName: "refused-lines.csv",
    line: "Line",
    column: "Column",
    reason: "Why",
    wholeLine: "whole line",
    withoutGroup: (count) => (count === 1 ? "1 person got no group." : `${english.format(count)} people got no group.`),
    unknownColumns: (names) => `Columns that were left out: ${names}.`,
    newcomers: "New members",
    allMembers: "To all members",
    again: "Import another list",
  },
};
