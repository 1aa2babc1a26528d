// The offers of Liquid in the source editor.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
  snippetCompletion,
} from '@codemirror/autocomplete'
import { languageOf } from '../liquid/fallbacks.ts'
import { findOffers, type Offer, type OfferContext } from './liquid-offers.ts'

/** Characters before the cursor that are looked at: far more than any output or tag has. */
const LOOKED_AT = 400

export function offerFields({ state, pos }: CompletionContext, offer: OfferContext): CompletionResult | null {
  const before = state.sliceDoc(Math.max(0, pos - LOOKED_AT), pos)
  const language = offer.language ?? languageOf(state.sliceDoc(0, LOOKED_AT))
  const found = findOffers(before, state.sliceDoc(pos, pos + 4), { ...offer, language })
  if (!found) return null
  return {
    from: pos - found.typed,
    options: found.items.map(completionOf),
    validFor: found.isPath ? /^[\w.]*$/ : /^\w*$/,
  }
}

function completionOf({ kind, label, detail, text }: Offer): Completion {
  if (kind === 'plain') return { label, detail, apply: text }
  if (kind === 'snippet') return snippetCompletion(text, { label, detail, boost: -1 })
  const put = snippet(text)
  return {
    label,
    detail,
    // The brace that an editor closes by itself goes, since the tag brings its own.
    apply: (view, completion, from, to) => {
      const rest = /^\s*%?\}/.exec(view.state.sliceDoc(to, to + 4))?.[0] ?? ''
      put(view, completion, from, to + rest.length)
    },
  }
}
