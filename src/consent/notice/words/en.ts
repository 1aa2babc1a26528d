// What the notice of a form says in English.
import type { NoticeWords } from './nb.ts'

export const en: NoticeWords = {
  title: 'How we treat data about you',
  lead: (brand) => `This is about what you write in the form of ${brand}, and what you say yes to there.`,
  controller: 'Who is responsible',
  privacyContact: 'Whom you can ask about the data',
  privacyContactDetail: 'Write to',
  purposes: 'What we use it for, and why we may',
  answer: 'To answer you and give you what you ask for in the form.',
  answerBasis: 'Basis: our legitimate interest in answering those who write to us (GDPR art. 6(1)(f)).',
  basis: {
    consent: 'Only if you say yes. Basis: your consent (GDPR art. 6(1)(a)).',
    existing_customer:
      'To customers, about goods of the same kind. Basis: our legitimate interest in writing to our customers (GDPR art. 6(1)(f)). You can say no at any time.',
  },
  lasts: (months) => `A yes lasts ${months} months.`,
  recipients: 'Who else is given it',
  noRecipients: 'Nobody.',
  transfer: 'Where it is handled',
  handledIn: (countries) => `In ${countries}.`,
  stays: 'It does not leave the European Economic Area (EEA).',
  adequate: (countries) => `The European Commission has found that data is well protected in ${countries}.`,
  safeguard: (countries) => `What protects it in ${countries}:`,
  retention: 'How long',
  months: (months) =>
    months === 1
      ? 'Until one month after your last yes has ended.'
      : `Until ${months} months after your last yes has ended.`,
  rights: 'Your rights',
  rightsList: [
    'see what we know about you, and get a copy',
    'have mistakes corrected',
    'have everything erased',
    'ask that its use be restricted',
    'take the data with you in a file',
    'object, always to marketing and to the profile it rests on',
  ],
  rightsHow: 'Use the link in a mail from us, or write to the address above. It costs nothing.',
  withdrawal: 'Taking a yes back',
  withdrawalDetail:
    'At any time, with one press on the link in every mail from us. What we did before was lawful all the same.',
  complaint: 'Complaining',
  complaintDetail: 'You can complain to',
  required: 'What you must give',
  requiredDetail: 'Without this we cannot answer:',
  optionalDetail: 'This you may leave out:',
  noYesRequired: 'No law or contract asks for it, and you need not say yes to anything to get what you ask for.',
  automated: 'Automated decisions',
  noProfiling: 'We make no profile of you from this form.',
  profiling: (name) =>
    `If you say yes to “${name}”, we give points for what you do on our pages and in mails from us, to see who may gain from hearing from us. You can ask to see the points and where they come from.`,
  noDecision: 'Nothing that matters to you is decided by a program alone.',
}
