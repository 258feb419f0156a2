import type { WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { VisibleTo } from './contract.ts'

export type Workspace = {
  id: WorkspaceId
  name: string
  description: string
  icon: string
  visibleTo: VisibleTo
  version: number
}

type Change = { [Key in 'name' | 'description' | 'icon']?: string | undefined } & {
  version: number
  visibleTo?: VisibleTo | undefined
}

export function revise(workspace: Workspace, change: Change): Workspace {
  if (workspace.version !== change.version) {
    throw new Refusal(
      'conflict',
      'workspace.changed_meanwhile',
      `Expected version ${change.version} of “${workspace.name}”, but somebody has changed it since. Look at it again and repeat your change.`,
      { version: workspace.version, name: workspace.name, description: workspace.description },
    )
  }
  return {
    ...workspace,
    name: change.name ?? workspace.name,
    description: change.description ?? workspace.description,
    icon: change.icon ?? workspace.icon,
    visibleTo: change.visibleTo ?? workspace.visibleTo,
    version: workspace.version + 1,
  }
}

/** Apps hold items, a portal has people: neither goes with a click on something above it. */
export function refuseUnlessEmpty(
  workspace: Workspace,
  content: { apps: number; processes: number; portals: number },
): void {
  const held = [
    content.apps > 0 && `${content.apps} ${content.apps === 1 ? 'app' : 'apps'}`,
    content.processes > 0 && `${content.processes} ${content.processes === 1 ? 'process' : 'processes'}`,
    content.portals > 0 && 'a portal',
  ].filter((part) => part !== false)
  if (held.length === 0) return
  throw new Refusal(
    'conflict',
    'workspace.not_empty',
    `Expected an empty workspace, but “${workspace.name}” holds ${held.join(', ')}. Delete these first.`,
    content,
  )
}
