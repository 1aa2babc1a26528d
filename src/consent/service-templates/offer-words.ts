// Words that advertise, in the languages in which mails are written. A mail that serves somebody needs none of them
// (consent.md D4, D5); one wrong alarm makes an author say it another way, one that is missed makes an order an excuse.

const OFFERS = [
  /\b\d+\s?(%|prosent|procent|prosenttia|percent)/iu,
  /\b(discount|special offer|limited offer|on sale|voucher|coupon|promo(tion)?|buy now|shop now|free trial|upgrade now)\b/iu,
  /\b(rabatt\p{L}*|kupong\p{L}*|tilbud\p{L}*|kampanje\p{L}*|kjøp nå|kjøp no|handle nå|prøv gratis|salgsuke)/iu,
  /\b(erbjudande\p{L}*|kampanj\p{L}*|köp nu|handla nu|prova gratis|rea(n)?)(?!\p{L})/iu,
  /\b(udsalg\p{L}*|køb nu|rabat\p{L}*|prøv gratis)/iu,
  /\b(tarjou\p{L}*|alennu\p{L}*|osta nyt|kampanja\p{L}*|kokeile ilmaiseksi)/iu,
]

/** The words of a text that advertise, as they stand there. */
export const findOffers = (text: string): string[] => OFFERS.flatMap((offer) => offer.exec(text)?.[0].trim() ?? [])
