// A sentence from the server whose numbers lead to people: "[236](people:/purposes/1/people?state=ends) people's yes runs out".
// `people:` opens the people at that path below /api, `page:` a page of the app. Anything else stays as it was written.
import { AppLink } from './AppLink.tsx'
import { PeopleNumber } from './PeopleNumber.tsx'
import { splitSentence } from './split-sentence.ts'

export function Sentence({ text }: { text: string }) {
  return splitSentence(text).map((piece) => {
    if (piece.kind === 'people')
      return (
        <PeopleNumber key={piece.at} count={1} people={piece.path}>
          {piece.text}
        </PeopleNumber>
      )
    if (piece.kind === 'page')
      return (
        <AppLink key={piece.at} className="link" href={piece.path}>
          {piece.text}
        </AppLink>
      )
    return piece.text
  })
}
