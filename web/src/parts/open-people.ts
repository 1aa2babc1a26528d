// People behind a number, and the Why of one of them, are drawers whose address is in the URL: ?people=… and ?why=…,
// each a path below /api that is only ever read. So a drawer can be shared, reloaded and left with Back.
import { useNavigate } from '@tanstack/react-router'

/** Opens the drawer of the people that `source` answers, a path below /api. */
export function useOpenPeople(): (source: string) => void {
  const navigate = useNavigate()
  return (source) => {
    void navigate({ to: '.', search: (search) => ({ ...search, people: source, why: undefined }), resetScroll: false })
  }
}

/** Opens the Why that `source` answers, a path below /api. */
export function useOpenWhy(): (source: string) => void {
  const navigate = useNavigate()
  return (source) => {
    void navigate({ to: '.', search: (search) => ({ ...search, why: source }), resetScroll: false })
  }
}
