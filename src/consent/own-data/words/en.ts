// What the owner of an address reads about their rights, in English.
import type { RightsWords } from './nb.ts'

export const en: RightsWords = {
  see: 'See what we know about you',
  seeDetail: 'On a page to read, or in one file (JSON) that other programs can read as well.',
  known: 'What we know about you',
  knownLead: 'As it stands now. The file holds the same, with every detail.',
  receipts: 'Receipts',
  receiptsDetail: 'Each proves what you have said, without us too. Keep those you want.',
  file: 'Get everything as a file (JSON)',
  table: 'Get what you gave us as a table (CSV)',
  receipt: (name) => `Receipt for “${name}”`,
  erase: 'Erase everything about you',
  eraseDetail: 'All that we know about you is erased at once, everywhere. It cannot be undone.',
  eraseButton: 'Erase everything about me',
  eraseTitle: 'Erase everything about you?',
  eraseLead:
    'Who you are, what you said and what we sent are gone for good. All that we keep is an unreadable mark of the address, so that nobody can add you again. If you want something from us later, you have to say yes anew.',
  eraseNow: 'Yes, erase everything',
  keep: 'No, go back',
  wrong: 'Is something wrong?',
  wrongDetail: 'Write it here, and we correct it. You get an answer within a month.',
  wrongLabel: 'What is wrong, and how should it be?',
  wrongButton: 'Ask for a correction',
  wrongEmpty: 'Write what is wrong, and try again.',
  restrict: 'Ask that its use be stopped',
  restrictDetail: 'Then we store the data and do not use it, for instance while something is corrected.',
  restrictButton: 'Ask for restriction',
  asked: 'We have got it',
  askedLead: (day) => `You get an answer by ${day}.`,
  back: 'Back to your page',
}
