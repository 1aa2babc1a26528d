// What one person has said, purpose by channel. A cell opens the decision below it; a purpose that does not use a channel is a dash.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../words/language.tsx'
import { type Channel, partWords } from '../words/parts.ts'
import styles from './ConsentGrid.module.css'
import { ConsentText } from './ConsentText.tsx'
import type { ConsentState } from './consent-state.ts'

export type ConsentCell = {
  purposeId: string
  channel: Channel
  state: ConsentState
  at?: string | null
  until?: string | null
}
export type CellAddress = { purposeId: string; channel: Channel }

export type ConsentGridProps = {
  purposes: { id: string; name: string }[]
  channels: Channel[]
  cells: ConsentCell[]
  selected?: CellAddress | null
  onSelect: (cell: CellAddress) => void
  now?: Date
  /** The decision of the selected cell. */
  children?: ReactNode
}

export function ConsentGrid({ purposes, channels, cells, selected, onSelect, now, children }: ConsentGridProps) {
  const words = useWords(partWords)
  const decision = useId()
  const opened = useRef<HTMLDivElement>(null)
  const open = selected ? `${selected.purposeId} ${selected.channel}` : null
  // On a phone the grid is longer than the screen, and what a cell opens would stand below it unseen.
  useEffect(() => {
    if (open !== null) opened.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const cellAt = new Map(cells.map((cell) => [`${cell.purposeId} ${cell.channel}`, cell]))
  return (
    <>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{words.purpose}</th>
            {channels.map((channel) => (
              <th scope="col" key={channel}>
                {words.channel[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {purposes.map((purpose) => (
            <tr key={purpose.id}>
              <th scope="row">{purpose.name}</th>
              {channels.map((channel) => {
                const cell = cellAt.get(`${purpose.id} ${channel}`)
                if (!cell)
                  return (
                    <td key={channel} className={styles.unused}>
                      <span className="visually-hidden">{words.notUsed}</span>
                      <span aria-hidden>–</span>
                    </td>
                  )
                const isSelected = selected?.purposeId === purpose.id && selected.channel === channel
                return (
                  <td key={channel}>
                    <button
                      type="button"
                      aria-expanded={isSelected}
                      aria-controls={isSelected ? decision : undefined}
                      onClick={() => onSelect({ purposeId: purpose.id, channel })}
                    >
                      <ConsentText state={cell.state} at={cell.at} until={cell.until} now={now} size={20} />
                      <span className={styles.channel}>{words.channel[channel]}</span>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div id={decision} role="status" ref={opened} className={styles.opened}>
        {children && <div className={styles.decision}>{children}</div>}
      </div>
    </>
  )
}
