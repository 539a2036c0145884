/** Names, places and languages people are made of. Every combination is invented. */

export interface Culture {
  readonly nationality: string;
  readonly residences: readonly string[];
  readonly language: string;
  /** Share of the airline's customers, in parts of a thousand. */
  readonly weight: number;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly surnames: readonly string[];
}

const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

function culture(
  nationality: string,
  residences: string,
  language: string,
  weight: number,
  female: string,
  male: string,
  surnames: string,
): Culture {
  return {
    nationality,
    residences: residences.split(' '),
    language,
    weight,
    female: words(female),
    male: words(male),
    surnames: words(surnames),
  };
}

export const cultures: readonly Culture[] = [
  culture(
    'DE',
    'DE DE DE DE DE DE AT CH',
    'de',
    290,
    'Anna, Marie, Sophie, Lena, Hannah, Laura, Julia, Katharina, Anne-Marie, Eva-Lotte, Jürke, Käthe, Ulrike, Sabine, Petra, Monika, Heike, Franziska, Leonie, Mathilda, Frieda, Greta, Ingrid, Renate, Birgit, Antje, Svenja',
    'Lukas, Jonas, Felix, Jürgen, Günther, Jörg, Hans-Peter, Karl-Heinz, Maximilian, Paul, Tobias, Stefan, Michael, Andreas, Thomas, Wolfgang, Dieter, Matthias, Florian, Sebastian, Björn, Rüdiger, Emil, Anton, Moritz, Till',
    'Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, Schmitt, Werner, Krause, Meier, Lehmann, Köhler, Herrmann, König, Walter, Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz, Möller, Weiß, Jung, Hahn, Vogel, Friedrich, Günther, Keller, Roth, Groß, Sauer, Böhm, von Hagen, Meyer-Lüdenscheid',
  ),
  culture(
    'GB',
    'GB GB GB GB IE DE',
    'en',
    140,
    'Olivia, Emily, Charlotte, Jessica, Hannah, Rebecca, Sarah, Jacki, Victoria, Elizabeth, Mary-Jane, Fiona, Alison, Heather, Lucy, Amelia, Isla, Gemma, Zoe, Nicola, Bethan, Eleri, Mairi',
    'James, William, Oliver, George, Harry, Thomas, Edward, Alistair, Callum, Duncan, Rhys, Owen, David, Andrew, Simon, Graham, Nigel, Stuart, Malcolm, Henry, Arthur, Ewan, Gareth',
    "Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Robinson, Wright, Thompson, Evans, Walker, White, Roberts, Green, Hall, Wood, Jackson, Clarke, MacDonald, McIntyre, O'Neill, Campbell, Stewart, Fraser, Hughes, Edwards, Harris, Cooper, Ward, Turner, Hill, Moore, Baker, Harrison, Bell, Hartley-Brewer, Llewellyn, Featherstonehaugh",
  ),
  culture(
    'IE',
    'IE IE GB',
    'en',
    30,
    'Aoife, Siobhan, Niamh, Ciara, Sinéad, Róisín, Orla, Gráinne, Maeve, Deirdre',
    'Seán, Conor, Cian, Oisín, Pádraig, Declan, Eoin, Fionn, Brendan, Ciarán',
    "O'Brien, Murphy, Kelly, O'Sullivan, Walsh, O'Connor, Byrne, Ryan, O'Reilly, Doyle, McCarthy, Gallagher, Doherty, Kennedy, Lynch, Murray, Quinn, O'Dowd",
  ),
  culture(
    'US',
    'US US US US US DE',
    'en-US',
    110,
    'Ashley, Jennifer, Madison, Brittany, Emma, Ava, Mary Beth, Mia, Abigail, Kayla, Destiny, Lauren, Savannah, Taylor, Morgan, Brooke, Haley, Jasmine, Alexis, Grace',
    'Michael, Christopher, Joshua, Matthew, Ethan, Logan, Tyler, Brandon, Jacob, Mason, Hunter, Austin, Caleb, Dylan, Marcus, Terrence, Jamal, Carlos, Billy Ray, John',
    'Johnson, Williams, Brown, Davis, Miller, Wilson, Anderson, Thomas, Martin, Lee, Harris, Clark, Lewis, Young, Allen, King, Scott, Hill, Adams, Baker, Nelson, Carter, Mitchell, Perez, Roberts, Phillips, Parker, Collins, Washington, Jefferson, Rodriguez, Van Buren, St. James, Fitzgerald',
  ),
  culture(
    'FR',
    'FR FR FR CH',
    'fr',
    60,
    'Camille, Léa, Chloé, Manon, Inès, Anaïs, Élodie, Aurélie, Marie-Claire, Anne-Sophie, Céline, Hélène, Margaux, Françoise',
    'Hugo, Jean-Luc, Jean-Pierre, Théo, Rémi, François, Frédéric, Benoît, Mathieu, Clément, Jérôme, Loïc, Gaël, Étienne',
    "Martin, Bernard, Dubois, Petit, Durand, Leroy, Moreau, Lefèvre, Garnier, Faure, Rousseau, Blanc, Guérin, Müller, D'Arcy, de la Tour, Lemaître, Besançon, Bélanger, Saint-Martin",
  ),
  culture(
    'ES',
    'ES ES ES DE',
    'es',
    60,
    'María José, Lucía, Carmen, Ana Belén, Sofía, Inés, Begoña, Pilar, Rocío, Nuria, Consuelo, Marta, Elena',
    'José María, Javier, Álvaro, Íñigo, Sergio, Andrés, Joaquín, Raúl, Iván, Óscar, Jesús, Manuel, Diego',
    'García López, Fernández, Rodríguez, Martínez Ruiz, Sánchez, Muñoz, Núñez, Peña, Ibáñez, de la Cruz, Gutiérrez Solana, Ortega, Castaño, Giménez, Jiménez, Vázquez, del Río, Iglesias',
  ),
  culture(
    'PT',
    'PT PT PT DE BR',
    'pt',
    40,
    'Inês, Beatriz, Mariana, Conceição, Leonor, Catarina, Joana, Graça, Filipa, Ana Rita',
    'João, Tiago, Gonçalo, Rui, Luís, Nuno, Simão, Afonso, Duarte, José',
    'Silva, Santos, Ferreira, Pereira, Oliveira, Costa, Gonçalves, Simões, Araújo, Magalhães, dos Reis, de Sousa, Brandão',
  ),
  culture(
    'IT',
    'IT IT IT DE',
    'it',
    40,
    'Giulia, Chiara, Francesca, Nicolò, Beatrice, Ginevra, Maria Grazia, Simona, Elisa, Caterina',
    'Luca, Andrea, Matteo, Gian Luca, Giovanni, Niccolò, Lorenzo, Davide, Alessandro, Pier Paolo',
    "Rossi, Russo, Ferrari, Esposito, Bianchi, D'Angelo, De Luca, Dell'Acqua, Conti, Greco, Bruno, Gallo, Costa, Lo Presti, Fontana",
  ),
  culture(
    'RU',
    'DE DE GB AT',
    'ru',
    35,
    'Yulia, Yuliya, Ekaterina, Nataliya, Natalia, Tatiana, Tatyana, Svetlana, Anastasiya, Ksenia, Elena, Yelena',
    'Aleksei, Alexey, Dmitry, Dmitri, Sergei, Sergey, Aleksandr, Alexander, Yuri, Yury, Evgeny, Evgenii, Andrei, Andrey, Nikolai, Nikolay',
    'Volkov, Ivanov, Smirnov, Kuznetsov, Petrov, Sokolov, Popov, Lebedev, Kozlov, Novikov, Morozov, Zaitsev, Pavlov',
  ),
  culture(
    'PL',
    'PL PL DE GB',
    'pl',
    35,
    'Agnieszka, Małgorzata, Zofia, Łucja, Katarzyna, Elżbieta, Żaneta, Joanna, Hanna',
    'Łukasz, Paweł, Michał, Wojciech, Stanisław, Krzysztof, Grzegorz, Mikołaj, Jakub',
    'Nowak, Kowalski, Wiśniewski, Wójcik, Kamiński, Zieliński, Szymański, Dąbrowski, Łukaszewicz, Jabłoński, Święcicki',
  ),
  culture(
    'SE',
    'SE SE NO DK FI',
    'sv',
    40,
    'Astrid, Åsa, Maja, Linnéa, Ebba, Ingrid, Sigrid, Freja, Anna-Karin, Solveig',
    'Lars, Björn, Åke, Søren, Magnus, Nils, Jørgen, Leif, Göran, Sven-Erik',
    'Lindqvist, Johansson, Åkesson, Söderberg, Sjögren, Hansen, Ødegård, Nilsson, Bergström, Sørensen, Lindberg, Håkansson, Virtanen, Mäkelä',
  ),
  culture(
    'NL',
    'NL NL BE DE',
    'nl',
    25,
    'Sanne, Anouk, Femke, Marijke, Lotte, Eline, Wilhelmina',
    'Daan, Sjoerd, Pieter, Ruud, Joost, Maarten, Willem-Alexander',
    'de Vries, van der Berg, Jansen, van Dijk, Bakker, Visser, de Boer, Mulder, van den Heuvel, ten Have, IJsselmuiden',
  ),
  culture(
    'TR',
    'DE DE TR',
    'tr',
    25,
    'Ayşe, Fatma, Zeynep, Elif, Özlem, Gülsüm, Çiğdem',
    'Mehmet, Ömer, Çağlar, Ümit, Emre, Barış, Oğuz',
    'Yılmaz, Kaya, Demir, Şahin, Çelik, Öztürk, Aydın, Güneş, Doğan',
  ),
  culture(
    'EG',
    'EG AE DE GB',
    'ar',
    30,
    'Fatima, Fatma, Aisha, Layla, Mariam, Noura, Yasmin, Samar',
    'Amr, Mohamed, Mohammed, Ahmed, Omar, Tamer, Khaled, Yousef, Youssef',
    'Haddad, El-Sayed, Al-Masri, Hassan, Mansour, Farouk, Abdel Rahman, Khalil, Nasser, bin Salim',
  ),
  culture(
    'IN',
    'IN IN GB US AE',
    'en-IN',
    35,
    'Priya, Anjali, Lakshmi, Deepika, Kavya, Sunita, Meenakshi',
    'Arjun, Rahul, Vikram, Sanjay, Ravi, Venkata Subramanian, Krishnamurthy',
    'Sharma, Patel, Singh, Kumar, Iyer, Reddy, Gupta, Banerjee, Mukherjee, Venkataraman, Ramachandran',
  ),
  culture(
    'KR',
    'KR KR US DE',
    'ko',
    20,
    'Ji Woo, Min Ji, Seo Yeon, Ha Eun, Soo Ah',
    'Se Joon, Min Jun, Ji Hoon, Dong Hyun, Seung Woo',
    'Kim, Lee, Park, Choi, Jung, Kang, Yoon, Lim',
  ),
  culture(
    'JP',
    'JP JP DE US',
    'ja',
    20,
    'Yuki, Haruka, Sakura, Yōko, Keiko, Jun',
    'Hiroshi, Takeshi, Kenji, Shōta, Daisuke, Jun',
    'Satō, Suzuki, Takahashi, Tanaka, Itō, Ōno, Watanabe, Kobayashi',
  ),
  culture(
    'CN',
    'CN SG US DE',
    'zh',
    20,
    'Xiaoming, Li Na, Mei, Ying, Xiu Lan',
    'Wei, Jian Guo, Hao, Zi Han, Xiao Long',
    'Wang, Li, Zhang, Liu, Chen, Yang, Huang, Lü, Ouyang',
  ),
  culture(
    'NG',
    'NG GB KE US',
    'en-NG',
    25,
    'Ngozi, Amara, Chidinma, Folasade, Grace, Wanjiru',
    'Emeka, Chukwuemeka, Babatunde, Oluwaseun, Kamau, Kwame',
    'Okafor, Adeyemi, Okonkwo, Mwangi, Mensah, Otieno, Oluwafunmilayo, Eze',
  ),
  culture(
    'BR',
    'BR BR PT US',
    'pt-BR',
    25,
    'Ana Clara, Luíza, Larissa, Thaís, Vitória',
    'João Pedro, Thiago, Caio, Luiz Henrique, Antônio',
    'da Silva, dos Santos, Souza, Carvalho, Conceição, Nascimento, Albuquerque',
  ),
  culture(
    'ID',
    'ID SG',
    'id',
    12,
    'Dewi, Siti, Putri, Ratna Sari',
    'Budi, Agus, Bambang, Joko',
    'Santoso, Wijaya, Hidayat, Pratama, Kusuma',
  ),
  culture(
    'CL',
    'CL ES',
    'es-CL',
    13,
    'Javiera, Constanza, Ñusta, Antonia',
    'Cristóbal, Matías, Benjamín, Nicolás',
    'González, Muñoz, Rojas, Díaz, Soto, Contreras',
  ),
];

/** City, postal code pattern (`#` a digit), airport people of the country start from. */
export interface Home {
  readonly city: string;
  readonly postalCode: string;
  readonly airport: string;
}

const home = (city: string, postalCode: string, airport: string): Home => ({ city, postalCode, airport });

export const homes: Readonly<Record<string, readonly Home[]>> = {
  DE: [
    home('Berlin', '10###', 'BER'),
    home('Frankfurt', '603##', 'FRA'),
    home('Hamburg', '20###', 'HAM'),
    home('München', '80###', 'MUC'),
    home('Köln', '50###', 'DUS'),
    home('Düsseldorf', '40###', 'DUS'),
    home('Mainz', '551##', 'FRA'),
  ],
  AT: [home('Wien', '1##0', 'VIE')],
  CH: [home('Zürich', '80##', 'ZRH'), home('Genève', '12##', 'ZRH')],
  GB: [home('London', 'N1 #AX', 'LHR'), home('Edinburgh', 'EH1 #XA', 'EDI'), home('Reading', 'RG1 #XA', 'LHR')],
  IE: [home('Dublin', 'D0# X###', 'DUB')],
  US: [
    home('Washington', '200##', 'IAD'),
    home('New York', '100##', 'JFK'),
    home('San Francisco', '941##', 'SFO'),
    home('Arlington', '222##', 'IAD'),
  ],
  FR: [home('Paris', '750##', 'CDG'), home('Nice', '06###', 'NCE')],
  ES: [home('Madrid', '280##', 'MAD'), home('Barcelona', '080##', 'BCN')],
  PT: [home('Lisboa', '1###-###', 'LIS'), home('Porto', '4###-###', 'OPO')],
  IT: [home('Roma', '001##', 'FCO'), home('Milano', '201##', 'MXP')],
  PL: [home('Warszawa', '00-###', 'WAW')],
  SE: [home('Stockholm', '11# ##', 'ARN')],
  NO: [home('Oslo', '01##', 'OSL')],
  DK: [home('København', '21##', 'CPH')],
  FI: [home('Helsinki', '001##', 'HEL')],
  NL: [home('Amsterdam', '10## AX', 'AMS')],
  BE: [home('Brussel', '10##', 'AMS')],
  TR: [home('İstanbul', '34###', 'IST')],
  EG: [home('Cairo', '11###', 'CAI')],
  AE: [home('Dubai', '', 'DXB')],
  IN: [home('New Delhi', '1100##', 'DEL')],
  KR: [home('Seoul', '04###', 'ICN')],
  JP: [home('Tokyo', '1##-00##', 'HND')],
  CN: [home('Shanghai', '2000##', 'HND')],
  SG: [home('Singapore', '0#####', 'SIN')],
  NG: [home('Lagos', '10####', 'LOS')],
  KE: [home('Nairobi', '00###', 'NBO')],
  BR: [home('São Paulo', '01###-###', 'GRU')],
  ID: [home('Jakarta', '10###', 'CGK')],
  CL: [home('Santiago', '83#####', 'SCL')],
};

const german = words('Linden, Birken, Mühlen, Garten, Kirch, Schul, Berg, Wald, Bahnhof, Wiesen, Hafen, Brücken');
const english = words(
  'Station, Mill, Church, Orchard, Harbour, Bridge, Garden, Meadow, Park, River, Sunset, Maple, Cedar, Windmill',
);

/** A street and a house in a country's manner. */
export function streetLine(country: string, pick: (names: readonly string[]) => string, house: number): string {
  const germanSpeaking = country === 'DE' || country === 'AT' || country === 'CH';
  return germanSpeaking ? `${pick(german)}straße ${house}` : `${house} ${pick(english)} Street`;
}
