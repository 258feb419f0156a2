import { personBehind } from '../../access/actor.ts'
import { query } from '../../operations/operation.ts'
import { getMyPlaceApi } from '../contract.ts'
import { belowHer, hasColleagues, findColleague, listPlacesOf } from '../directory.sql.ts'
import { superiorOf } from './superior-of.ts'

export const getMyPlace = query({
  name: 'getMyPlace',
  endpoint: getMyPlaceApi,
  permission: 'org_chart.view',
  target: () => ({}),
  async run({ db, actor }) {
    const me = personBehind(actor)!
    const superior = await superiorOf(db, me)
    return {
      places: await listPlacesOf(db, me),
      superior: superior && (await findColleague(db, superior)),
      leads: await hasColleagues(db, belowHer(me)),
    }
  },
})
