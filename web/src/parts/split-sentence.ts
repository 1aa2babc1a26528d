// Splits a server's sentence into words and links. Only paths of our own are links; the rest is text.

export type SentencePiece =
  | { kind: 'text'; at: number; text: string }
  | { kind: 'people' | 'page'; at: number; text: string; path: string }

const LINK = /\[([^\]]+)\]\((people|page):(\/[a-z][^)\s]*)\)/g

/** The pieces in order; `at` is where each begins. */
export function splitSentence(sentence: string): SentencePiece[] {
  const pieces: SentencePiece[] = []
  let end = 0
  for (const match of sentence.matchAll(LINK)) {
    const [whole, text = '', kind, path = ''] = match
    if (match.index > end) pieces.push({ kind: 'text', at: end, text: sentence.slice(end, match.index) })
    pieces.push({ kind: kind === 'people' ? 'people' : 'page', at: match.index, text, path })
    end = match.index + whole.length
  }
  if (end < sentence.length) pieces.push({ kind: 'text', at: end, text: sentence.slice(end) })
  return pieces
}
