"""Sentences as a press office sends them, each labelled before the finder was run: is it wording about a criminal case?"""

GUARDED = """
A 34-year-old man has been arrested on suspicion of arson.
Two teenagers were arrested at the scene.
Officers made three arrests during the operation.
Detectives arresting a man in Quay Street were helped by a passer-by.
A woman arrested on Tuesday remains in custody.
He was re-arrested on Friday and released on bail.
A 34-year-old from Leek has been detained.
The driver was reported for summons.
An inquest into her death opened this morning.
He was given a criminal behaviour order and must sign the sex offenders register.
A 19-year-old was detained on suspicion of dangerous driving.
A man, aged 41, has been bailed until 4 January.
Both were released under investigation.
The teenager was taken into custody and will be interviewed today.
A suspect is in hospital under guard.
Two suspects fled towards the harbour.
Police are looking for a man wanted in connection with the burglary.
A 52-year-old man is helping police with their enquiries.
A woman has been questioned by detectives.
John Carter, 34, of Mill Lane, has been charged with arson.
Three men were charged over the warehouse fire.
The driver has been charged and will appear in court next week.
He faces four charges of handling stolen goods.
She denies the charges.
A 27-year-old faces a murder charge after the stabbing.
Drugs charges against the pair were dropped.
He appeared before magistrates in Northmoor this morning.
She is due to appear at Northshire Magistrates’ Court on Monday.
The pair will appear at Leeds Crown Court on 3 December.
A boy of 15 appeared in court charged with robbery.
The case was sent to the crown court.
A teenager appeared before Northmoor Youth Court.
He stood in the dock and spoke only to confirm his name.
Paul Marsh pleaded guilty to two counts of theft.
She pleaded not guilty and will stand trial in May.
He entered a guilty plea at the first hearing.
The murder trial at Northshire Crown Court is expected to last three weeks.
The jury took two hours to reach its verdict.
The court heard that the fire had been set on purpose.
The landlord was prosecuted by the fire service.
Prosecutors said that exits had been blocked.
The Crown Prosecution Service authorised the charge.
The CPS will decide whether the case goes ahead.
The judge told him that lives had been in danger.
Judge Helen Stone called it a cowardly attack.
His conviction follows a two-year investigation.
A company was convicted of three breaches of fire safety law.
Marsh was sentenced to four years.
He was jailed for six months.
The court gave her a suspended sentence.
She received a prison sentence of two years.
He will serve three years in prison.
The owner was fined £4,000 and ordered to pay costs.
He was found guilty of manslaughter.
A man has been cleared of murder.
She was acquitted on all counts.
The judge ordered a 12-month community order.
The victim has been named as Margaret Hill, 71.
Police have formally identified the victim.
The victim, Peter Lowe, was found by neighbours.
The man who died was named locally as David Alan Price.
The alleged victim was known to the accused.
The defendants are due back on Thursday.
The alleged attacker left by the back door.
“Anybody suspected of setting fires will be found,” said Chief Inspector Moss.
Court proceedings are active and nothing should be published that could prejudice them.
A 16-year-old girl was cautioned.
Four people are on police bail.
Police have charged a man after a stabbing.
A man was charged last night.
Charges have been brought against two men.
Officers have detained a 19-year-old woman.
A teenager is being questioned.
He is due in court on Monday.
She denied murder.
He was put behind bars for six years.
He is wanted on recall to prison.
The coroner recorded a verdict of unlawful killing.
The trial continues.
""".strip().splitlines()

INNOCENT = """
Two new fire engines for Northmoor arrived this morning.
A man of 60 was treated for a cardiac arrest on the quay.
Crews used a defibrillator after a respiratory arrest.
The council wants to arrest the decline of the high street.
The view from the tower is arresting.
The electric engine has been charged and is ready for service.
Batteries should never be charged overnight.
Visitors are charged £3 for parking.
There is no charge for a home safety visit.
Inspector Moss is charged with leading the new team.
The officer in charge said that the building was safe.
The new tennis court at the leisure centre opens on Saturday.
Food stalls will stand in Crown Court Road.
She courted controversy with her last book.
The trial of the new radios begins in March.
The scheme is on trial at three schools until the summer.
A clinical trial found no harm.
A jury of artists chose the mural.
A judge at the dog show praised every entrant.
The cake was judged the best in the county.
Residents with strong convictions spoke at the meeting.
The road has been cleared of snow.
Firefighters cleared the smoke from the flat.
The lifeboat lay in the dock all winter.
A 79-year-old has been kept in hospital overnight.
The inquest into the defeat went on in the dressing room.
Residents reported for the clean-up at nine.
A suspected gas leak closed the street for two hours.
We suspect that the fire began in the kitchen.
Victims of flooding can ask for help at the town hall.
A victim support service opens in Northmoor.
The winner was named as Sarah Anne Cole.
The new chief was named as Hazel Brook.
The sentence on page four should read “no later than noon”.
The museum takes custody of the old engine.
The fine weather brought thousands to the coast.
Crews worked in fine conditions.
Fire crews were called to a fire in a bin.
Nobody was hurt and the cause is being looked into.
Fire safety officers will visit shops that sell fireworks.
The charge hydrant in Mill Lane was repaired.
The band will appear in the town hall on Friday.
He released the brake and the lorry rolled back.
Police closed Quay Street between 2pm and 4pm.
An inspector from the council looked at the building.
The bailiff bridge over the canal is open again.
The prison service thanked the crews for their visit.
Young people from the youth club painted the wall.
The police and crime commissioner opened the station.
The appeal raised £4,000 for the hospice.
Hear the case for more hydrants at the public meeting.
The captain found the crew guilty only of too much zeal for tea.
Detectives from the past: an exhibition of old uniforms.
A man was detained overnight at Royal Stoke with smoke inhalation.
The citizens’ jury met for the third time.
The council has dropped parking charges for December.
A suspect package was found at the station.
The lane was cleared of flood water.
The council has charged a fee since May.
The bus service was suspended for two weeks.
""".strip().splitlines()
