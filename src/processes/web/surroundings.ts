import { createContext, useContext, useSyncExternalStore } from 'react'
import type { AppShape } from '../../apps/contract.ts'
import type { WorkspaceAppShape } from '../../workspaces/contract.ts'
import type { Drawing } from './drawing.ts'

export type Surroundings = {
  drawing: Drawing
  /** Apps of the workspace, to bind the process to. */
  apps: readonly WorkspaceAppShape[]
  /** The app the diagram names, with its published fields. */
  app: AppShape | undefined
}

export const SurroundingsContext = createContext<Surroundings | null>(null)

export function useSurroundings(): Surroundings {
  const found = useContext(SurroundingsContext)
  if (!found) throw new Error('Expected a settings panel inside of an open modeler.')
  return found
}

/** Draws the component anew whenever something was drawn or chosen. */
export const useShownRevision = (drawing: Drawing): number =>
  useSyncExternalStore(drawing.subscribe, drawing.shownRevision)
