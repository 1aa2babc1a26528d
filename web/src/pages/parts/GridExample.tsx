// The consent grid with a decision below it, of an invented person.
import { useState } from 'react'
import { type CellAddress, ConsentGrid } from '../../parts/ConsentGrid.tsx'
import { useWords } from '../../words/language.tsx'
import { partsPageWords } from '../../words/parts-page.ts'
import { CELLS, NOW } from './invented.ts'

export function GridExample() {
  const words = useWords(partsPageWords)
  const [selected, setSelected] = useState<CellAddress | null>({ purposeId: 'news', channel: 'sms' })
  return (
    <ConsentGrid
      purposes={words.purposes}
      channels={['email', 'sms', 'phone', 'web']}
      cells={CELLS}
      selected={selected}
      onSelect={(cell) =>
        setSelected(selected?.purposeId === cell.purposeId && selected.channel === cell.channel ? null : cell)
      }
      now={NOW}
    >
      {selected && <p>{words.decision}</p>}
    </ConsentGrid>
  )
}
