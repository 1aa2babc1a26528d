// The tree in one sentence; each part of it leads to its condition.
import { useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'
import styles from './SegmentPage.module.css'
import type { Piece } from './segments.ts'

/** Where a condition stands on the page. */
export const placeOf = (path: string) => `condition-${path.replaceAll('.', '-')}`

export function InPlainWords({ pieces }: { pieces: Piece[] | undefined }) {
  const words = useWords(segmentWords)
  return (
    <section className={styles.words}>
      <h1 className={styles.wordsLabel}>{words.inWords}</h1>
      <p>
        {(pieces ?? []).map((piece, index) =>
          piece.path ? (
            <a key={`${piece.path} ${piece.text}`} href={`#${placeOf(piece.path)}`}>
              {piece.text}
            </a>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the words between have no name of their own
            <span key={index}>{piece.text}</span>
          ),
        )}
      </p>
    </section>
  )
}
