// What a page may ask of the frame around it.
import { createContext, useContext } from 'react'

export type FrameContext = { openMenu: () => void; isMenuOpen: boolean }
export const FrameContext = createContext<FrameContext | null>(null)

export function useFrame(): FrameContext {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('This part stands inside the frame.')
  return frame
}
