import { createContext, use } from 'react'

/** Where a page is shown: on the portal for somebody signed in, or in the page builder, where nothing leads away. */
export type Place = {
  /** Code of the portal. */
  portal: string
  name: string
  navigation: readonly { code: string; name: string; home: boolean }[]
  fileAddress: (file: string) => string
  isBuilder: boolean
}

export const PlaceContext = createContext<Place | null>(null)

export function usePlace(): Place {
  const place = use(PlaceContext)
  if (!place) throw new Error('Expected a widget inside a page')
  return place
}
