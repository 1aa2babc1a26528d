// The consent grammar for many people at once, always in the same order: gets it, later, over the cap, never asked, no.
// In the forecast each part is a button that opens its people; the thin bars stand beside numbers that do.
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { ConsentMark } from './ConsentMark.tsx'
import { MARK_OF_PART, REACH_PARTS, type Reach, type ReachPart } from './consent-state.ts'
import { useOpenPeople } from './open-people.ts'
import styles from './ReachBar.module.css'
import { sharesOf } from './shares.ts'

const HEIGHT = { list: 6, step: 8, forecast: 34 } as const

export type ReachBarProps = {
  reach: Reach
  size?: keyof typeof HEIGHT
  /** The people of a part, as a path below /api. Only the forecast's bar is tall enough to be pressed. */
  peopleOf?: (part: ReachPart) => string
  /** Marks and shares under the bar. */
  withShares?: boolean
}

export function ReachBar({ reach, size = 'list', peopleOf, withShares = false }: ReachBarProps) {
  const words = useWords(partWords)
  const formats = useFormats()
  const openPeople = useOpenPeople()
  const shown = REACH_PARTS.filter((part) => (reach[part] ?? 0) > 0)
  const countOf = (part: ReachPart) => words.reachCount[part](formats.number(reach[part] ?? 0))
  const style = { height: HEIGHT[size] }

  if (shown.length === 0)
    return (
      <div className={styles.bar} style={style} role="img" aria-label={words.nobodyInAudience}>
        <i className={styles.never} style={{ flexGrow: 1 }} />
      </div>
    )

  const isPressable = peopleOf !== undefined && size === 'forecast'
  return (
    <div>
      {isPressable ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and this is none
        <div className={styles.bar} style={style} role="group" aria-label={words.whoGetsIt}>
          {shown.map((part) => (
            <button
              type="button"
              key={part}
              className={styles[part]}
              style={{ flexGrow: reach[part] }}
              aria-label={countOf(part)}
              onClick={() => openPeople(peopleOf(part))}
            />
          ))}
        </div>
      ) : (
        <div className={styles.bar} style={style} role="img" aria-label={shown.map(countOf).join(', ')}>
          {shown.map((part) => (
            <i key={part} className={styles[part]} style={{ flexGrow: reach[part] }} />
          ))}
        </div>
      )}
      {withShares && <Shares reach={reach} shown={shown} />}
    </div>
  )
}

function Shares({ reach, shown }: { reach: Reach; shown: ReachPart[] }) {
  const formats = useFormats()
  const shares = sharesOf(shown.map((part) => reach[part] ?? 0))
  return (
    <div className={styles.shares} aria-hidden>
      {shown.map((part, index) => (
        <span key={part} style={{ flexGrow: reach[part] }}>
          <ConsentMark state={MARK_OF_PART[part]} size={14} />
          {formats.percent(shares[index] ?? 0)}
        </span>
      ))}
    </div>
  )
}

/** What each form of the bar means, for the first time somebody meets it. */
export function ReachLegend({ parts = REACH_PARTS }: { parts?: readonly ReachPart[] }) {
  const words = useWords(partWords)
  return (
    <ul className={styles.legend}>
      {parts.map((part) => (
        <li key={part}>
          <i className={styles[part]} />
          {words.reach[part]}
        </li>
      ))}
    </ul>
  )
}
