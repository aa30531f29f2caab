import { district } from '../kit/districts.ts';
import { choice, text, transferFields } from '../kit/fields.ts';
import { requestType } from '../kit/request-type.ts';

/** A fault in the public space. The town is answerable for the safety of its streets, so the reporter has the last word. */
export const streetProblem = requestType({
  id: 'street-problem',
  title: { fr: 'Signaler un problème dans la rue', en: 'Report a problem in the street' },
  summary: {
    fr: 'Trou dans la chaussée, lampadaire éteint, dépôt sauvage : dites-nous où. En cas de danger, appelez le 112.',
    en: 'A pothole, a dark street lamp, dumped waste: tell us where. In case of danger, call 112.',
  },
  theme: 'surroundings',
  keywords: {
    fr: 'nid de poule voirie trottoir éclairage lampadaire ordures déchets tag graffiti signalement',
    en: 'hole pavement light rubbish graffiti damage',
  },
  service: 'roads',
  law: 'Code général des collectivités territoriales, article L. 2212-2',
  form: {
    category: choice({
      title: { fr: 'Nature du problème', en: 'Kind of problem' },
      options: {
        pothole: { fr: 'Trou ou chaussée abîmée', en: 'Pothole or damaged road' },
        pavement: { fr: 'Trottoir abîmé ou encombré', en: 'Damaged or blocked pavement' },
        lighting: { fr: 'Éclairage en panne', en: 'Broken lighting' },
        rubbish: { fr: 'Dépôt sauvage ou saleté', en: 'Dumped waste or dirt' },
        tree: { fr: 'Arbre ou plantation', en: 'Tree or plants' },
        signs: { fr: 'Panneau ou marquage', en: 'Sign or road marking' },
        other: { fr: 'Autre problème', en: 'Another problem' },
      },
    }),
    district: district({ title: { fr: 'Quartier', en: 'District' } }),
    place: text({
      title: { fr: 'Lieu', en: 'Place' },
      hint: { fr: 'Rue et numéro, ou un repère tout proche.', en: 'Street and number, or a landmark close by.' },
      maxLength: 200,
    }),
    coordinates: text({
      title: { fr: 'Coordonnées', en: 'Coordinates' },
      hint: { fr: 'Latitude et longitude, comme 48.8566, 2.3522.', en: 'Latitude and longitude, as 48.8566, 2.3522.' },
      format: 'coordinates',
      optional: true,
    }),
    description: text({ title: { fr: 'Ce que vous avez vu', en: 'What you saw' }, long: true }),
  },
  pieces: {
    photo: { title: { fr: 'Photo du problème', en: 'Photo of the problem' }, required: false, photo: true },
    'photo-before': { title: { fr: 'Photo avant travaux', en: 'Photo before works' }, required: false, from: 'agent' },
    'photo-of-the-works': { title: { fr: 'Photo des travaux', en: 'Photo of works' }, required: true, from: 'agent' },
  },
  answerWithin: '15 working days',
  silence: { mode: 'none' },
  reopenWithin: '1 month',
  words: {
    'looking at the problem': { fr: 'Examen du signalement', en: 'Looking at the problem' },
    'to repair': { fr: 'À réparer', en: 'To repair' },
    'to secure and repair': { fr: 'À sécuriser, puis à réparer', en: 'To secure, then to repair' },
    duplicate: { fr: 'Déjà signalé', en: 'Already reported' },
    'not ours': { fr: 'Ne relève pas de la commune', en: 'Not the town’s to repair' },
    'nothing found': { fr: 'Rien à réparer sur place', en: 'Nothing to repair on the spot' },
    works: { fr: 'Travaux', en: 'Works' },
    'securing the spot': { fr: 'Mise en sécurité', en: 'Securing the spot' },
    repairing: { fr: 'Réparation', en: 'Repairing' },
    'confirming the repair': { fr: 'Confirmation de la réparation', en: 'Confirming the repair' },
    confirmed: { fr: 'C’est réparé', en: 'It is repaired' },
    'not repaired': { fr: 'Ce n’est pas réparé', en: 'It is not repaired' },
    'visit with the reporter': { fr: 'Visite sur place avec vous', en: 'Visit on the spot with you' },
    repaired: { fr: 'Réparé', en: 'Repaired' },
    'not possible': { fr: 'Réparation impossible', en: 'Repair not possible' },
  },
  duplicates: {
    answer: 'duplicate',
    same: ['category', 'district'],
    near: { coordinates: 'coordinates', text: 'place' },
  },
  answerFields: { 'not ours': transferFields },
  purpose: { fr: 'réparer et vous tenir informé', en: 'repair it and keep you informed' },
  basis: 'public task',
  retention: { active: '2 years', fate: 'destroy' },

  async process(desk) {
    await desk.acknowledge();
    await desk.redirect('by the routing table');

    const views = ['to repair', 'to secure and repair', 'duplicate', 'not ours', 'nothing found'] as const;
    const view = await desk.askAgent('looking at the problem', views, { within: '3 working days' });
    if (view === 'duplicate') return desk.close('joined', { email: 'request-joined' });
    if (view === 'not ours') return desk.close('not ours', { email: 'request-transferred' });
    if (view === 'nothing found') return desk.close('nothing found', { email: 'answer-sent' });

    const dangerous = view === 'to secure and repair';
    for (let round = 0; round < 2; round++) {
      const work = await desk.intervene('works', {
        // A spot that the first round has secured stays so.
        steps: dangerous && round === 0 ? ['securing the spot', 'repairing'] : ['repairing'],
        order: 'one after the other',
        within: '10 working days',
        proof: 'photo-of-the-works',
      });
      if (work === 'not possible') return desk.close('not possible', { email: 'work-not-possible' });
      await desk.email('work-done');
      const answers = ['confirmed', 'not repaired'] as const;
      const word = await desk.askCitizen('confirming the repair', { answers, within: '15 days' });
      if (word !== 'not repaired') return desk.close('repaired', { email: 'request-finished' });
    }

    const wait = { within: '10 working days', escalateBefore: '3 working days' } as const;
    const verdict = await desk.askAgent('visit with the reporter', ['repaired', 'not possible'], wait);
    return desk.close(verdict, { email: verdict === 'repaired' ? 'request-finished' : 'work-not-possible' });
  },
});
