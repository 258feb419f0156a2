import { IconApps, IconBuilding, IconFolder, IconLock, IconUsersGroup } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { type Translate, useText } from '../../ui/language.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { Tree, type TreeNode } from '../../ui/tree.tsx'
import { listGroupPlacesApi } from '../contract.ts'

export type Places = AnswerOf<typeof listGroupPlacesApi>

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Where groups can be, as the tree of Administration → Groups. The empty id is "everywhere". */
const nodesOf = ({ company, system, workspaces }: Places, t: Translate): TreeNode[] => [
  {
    id: '',
    label: t('All groups'),
    icon: <IconUsersGroup {...icon} />,
    note: (company ?? 0) + (system ?? 0) + workspaces.reduce((sum, { groups }) => sum + groups, 0),
  },
  ...(company === null
    ? []
    : [{ id: 'company', label: t('Company groups'), icon: <IconBuilding {...icon} />, note: String(company) }]),
  ...(system === null
    ? []
    : [{ id: 'system', label: t('System groups'), icon: <IconLock {...icon} />, note: String(system) }]),
  ...workspaces.map(({ id, name, groups, apps }) => ({
    id,
    label: name,
    icon: <IconFolder {...icon} />,
    note: String(groups),
    children: apps.map((app) => ({
      id: app.id,
      label: app.name,
      icon: <IconApps {...icon} />,
      note: String(app.groups),
    })),
  })),
]

/** The same as choices of a field; apps stand below their workspace. */
export const placeOptions = ({ company, workspaces }: Places, t: Translate): { value: string; label: string }[] => [
  ...(company === null
    ? []
    : [
        { value: 'company', label: t('Company groups') },
        { value: 'system', label: t('System groups') },
      ]),
  ...workspaces.flatMap(({ id, name, apps }) => [
    { value: id, label: name },
    ...apps.map((app) => ({ value: app.id, label: `${name} / ${app.name}` })),
  ]),
]

export const usePlaces = () => useQueryOf(listGroupPlacesApi, {}, { topics: ['groups', 'workspaces'] })

export function PlaceTree({
  places,
  chosen,
  onChoose,
}: {
  places: Places
  chosen: string
  onChoose: (id: string) => void
}) {
  const t = useText()
  return <Tree label={t('Where groups are')} nodes={nodesOf(places, t)} chosen={chosen} onChoose={onChoose} />
}
