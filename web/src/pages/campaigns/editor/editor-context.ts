// What every part of the editor needs: the mail and its changes, the fields that can stand in it, and how to drag.

import type { EditorView } from 'prosemirror-view'
import { createContext, useContext } from 'react'
import type { Problem } from '../campaigns.ts'
import type { MailSender } from './brand/sender-look.ts'
import type { Mail, Path } from './mjml/read-mail.ts'
import type { Variable } from './mjml/variables.ts'
import type { Surroundings } from './new-blocks.ts'
import type { StartDrag } from './use-drag.ts'
import type { MailState } from './use-mail.ts'

export type Editor = {
  mail: Mail
  state: MailState
  mayEdit: boolean
  variables: readonly Variable[]
  surroundings: Surroundings
  /** Whose mail it is; undefined until that is known. */
  sender: MailSender | undefined
  /** Address of the logo of the sender, where there is one. */
  logo: string | undefined
  /** Colours that can be chosen at once: of the sender, and of the mail. */
  colours: string[]
  /** What is wrong, by block. */
  faults: ReadonlyMap<Path, readonly Problem[]>
  startDrag: StartDrag
  /** Says the result of an act to who cannot see it. */
  say: (text: string) => void
  /** The text that is being written, if one is. */
  setView: (view: EditorView | undefined) => void
  /** Whether the list of fields is open, for the text that is being written. */
  wantsField: boolean
  wantField: (wants: boolean) => void
  /** Where writing begins in the text that is chosen next: at a point, or over all it says; undefined: not yet. */
  begin: { current: Begin }
}
export type Begin = { x: number; y: number } | 'all' | undefined

const Context = createContext<Editor | undefined>(undefined)
export const EditorProvider = Context.Provider

export function useEditor(): Editor {
  const editor = useContext(Context)
  if (!editor) throw new Error('EditorProvider is missing above this part.')
  return editor
}
