/* wh-demo-people.c
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wh-demo-people.h"

/* Names of many scripts, because a list that was only ever seen with ASCII in it breaks on
 * its first real customer. All are common; none is anybody's. */
static const WhDemoRegion regions[] = {
  {
    .weight = 30,
    .given = {
      { "Emma", "emma" }, { "Liam", "liam" }, { "Olivia", "olivia" }, { "Noah", "noah" },
      { "Ava", "ava" }, { "Grace", "grace" }, { "Jack", "jack" }, { "Harper", "harper" },
      { "Owen", "owen" }, { "Chloe", "chloe" }, { "Ethan", "ethan" }, { "Zoe", "zoe" },
    },
    .family = {
      { "Smith", "smith" }, { "Johnson", "johnson" }, { "O’Brien", "obrien" },
      { "Taylor", "taylor" }, { "Walker", "walker" }, { "Hughes", "hughes" },
      { "Bennett", "bennett" }, { "Clarke", "clarke" }, { "Foster", "foster" },
      { "Reed", "reed" }, { "Murphy", "murphy" }, { "Campbell", "campbell" },
    },
  },
  {
    .weight = 12,
    .given = {
      { "Anna", "anna" }, { "Lukas", "lukas" }, { "Jürgen", "juergen" }, { "Sophie", "sophie" },
      { "Björn", "bjoern" }, { "Käthe", "kaethe" }, { "Max", "max" }, { "Lena", "lena" },
      { "Günther", "guenther" }, { "Mia", "mia" }, { "Felix", "felix" }, { "Klara", "klara" },
    },
    .family = {
      { "Müller", "mueller" }, { "Schmidt", "schmidt" }, { "Weiß", "weiss" },
      { "Krüger", "krueger" }, { "Fischer", "fischer" }, { "Schäfer", "schaefer" },
      { "Wagner", "wagner" }, { "Größl", "groessl" }, { "Becker", "becker" },
      { "Hofmann", "hofmann" }, { "Köhler", "koehler" }, { "Vogel", "vogel" },
    },
  },
  {
    .weight = 9,
    .given = {
      { "Camille", "camille" }, { "Léa", "lea" }, { "François", "francois" },
      { "Chloé", "chloe" }, { "Hélène", "helene" }, { "Théo", "theo" }, { "Zoé", "zoe" },
      { "Louis", "louis" }, { "Aurélie", "aurelie" }, { "Gaël", "gael" }, { "Inès", "ines" },
      { "Jules", "jules" },
    },
    .family = {
      { "Dubois", "dubois" }, { "Lefèvre", "lefevre" }, { "Moreau", "moreau" },
      { "Girard", "girard" }, { "Bérenger", "berenger" }, { "Fournier", "fournier" },
      { "Mercier", "mercier" }, { "Garçon", "garcon" }, { "Chevalier", "chevalier" },
      { "Noël", "noel" }, { "Faure", "faure" }, { "Renaud", "renaud" },
    },
  },
  {
    .weight = 10,
    .given = {
      { "Sofía", "sofia" }, { "Mateo", "mateo" }, { "Lucía", "lucia" }, { "José", "jose" },
      { "Martín", "martin" }, { "Inés", "ines" }, { "Álvaro", "alvaro" }, { "Camila", "camila" },
      { "Joaquín", "joaquin" }, { "Pilar", "pilar" }, { "Raúl", "raul" }, { "Elena", "elena" },
    },
    .family = {
      { "García", "garcia" }, { "Muñoz", "munoz" }, { "Fernández", "fernandez" },
      { "Ibáñez", "ibanez" }, { "Torres", "torres" }, { "Núñez", "nunez" },
      { "Romero", "romero" }, { "Peña", "pena" }, { "Castillo", "castillo" },
      { "Vázquez", "vazquez" }, { "Molina", "molina" }, { "Ortega", "ortega" },
    },
  },
  {
    .weight = 5,
    .given = {
      { "João", "joao" }, { "Beatriz", "beatriz" }, { "Thiago", "thiago" },
      { "Conceição", "conceicao" }, { "Luís", "luis" }, { "Inês", "ines" },
      { "Rafael", "rafael" }, { "Luíza", "luiza" }, { "Caio", "caio" }, { "Marta", "marta" },
      { "Vitória", "vitoria" }, { "Davi", "davi" },
    },
    .family = {
      { "Silva", "silva" }, { "Gonçalves", "goncalves" }, { "Araújo", "araujo" },
      { "Simões", "simoes" }, { "Pereira", "pereira" }, { "Magalhães", "magalhaes" },
      { "Rocha", "rocha" }, { "Brandão", "brandao" }, { "Costa", "costa" },
      { "Assunção", "assuncao" }, { "Lima", "lima" }, { "Pinto", "pinto" },
    },
  },
  {
    .weight = 6,
    .given = {
      { "Åsa", "asa" }, { "Søren", "soeren" }, { "Ingrid", "ingrid" }, { "Lars", "lars" },
      { "Jørgen", "joergen" }, { "Signe", "signe" }, { "Mårten", "marten" }, { "Aino", "aino" },
      { "Väinö", "vaino" }, { "Freja", "freja" }, { "Björk", "bjork" }, { "Nils", "nils" },
    },
    .family = {
      { "Lindqvist", "lindqvist" }, { "Ødegård", "odegaard" }, { "Nilsson", "nilsson" },
      { "Sørensen", "soerensen" }, { "Håkansson", "hakansson" }, { "Virtanen", "virtanen" },
      { "Bergström", "bergstrom" }, { "Þórsson", "thorsson" }, { "Dahl", "dahl" },
      { "Mäkinen", "makinen" }, { "Holm", "holm" }, { "Lund", "lund" },
    },
  },
  {
    .weight = 6,
    .given = {
      { "Zofia", "zofia" }, { "Paweł", "pawel" }, { "Łukasz", "lukasz" }, { "Jiří", "jiri" },
      { "Dvořáková", "dvorakova" }, { "Agnieszka", "agnieszka" }, { "Zsófia", "zsofia" },
      { "István", "istvan" }, { "Ștefan", "stefan" }, { "Ionuț", "ionut" },
      { "Katarína", "katarina" }, { "Małgorzata", "malgorzata" },
    },
    .family = {
      { "Kowalski", "kowalski" }, { "Wójcik", "wojcik" }, { "Novák", "novak" },
      { "Dvořák", "dvorak" }, { "Nagy", "nagy" }, { "Szabó", "szabo" }, { "Popescu", "popescu" },
      { "Șerban", "serban" }, { "Zieliński", "zielinski" }, { "Horváth", "horvath" },
      { "Čapek", "capek" }, { "Łuczak", "luczak" },
    },
  },
  {
    .weight = 4,
    .given = {
      { "Ольга", "olga" }, { "Дмитро", "dmytro" }, { "Ірина", "iryna" }, { "Елена", "elena" },
      { "Георги", "georgi" }, { "Νίκος", "nikos" }, { "Ελένη", "eleni" },
      { "Γιώργος", "giorgos" }, { "Марко", "marko" }, { "Јелена", "jelena" },
      { "Тарас", "taras" }, { "Μαρία", "maria" },
    },
    .family = {
      { "Шевченко", "shevchenko" }, { "Іваненко", "ivanenko" }, { "Петрова", "petrova" },
      { "Димитров", "dimitrov" }, { "Παπαδόπουλος", "papadopoulos" }, { "Νικολάου", "nikolaou" },
      { "Јовановић", "jovanovic" }, { "Коваль", "koval" }, { "Бондар", "bondar" },
      { "Οικονόμου", "oikonomou" }, { "Савић", "savic" }, { "Мельник", "melnyk" },
    },
  },
  {
    .weight = 6,
    .given = {
      { "さくら", "sakura" }, { "蓮", "ren" }, { "陽菜", "hina" }, { "大翔", "hiroto" }, { "結衣", "yui" },
      { "健太", "kenta" }, { "美咲", "misaki" }, { "翔太", "shota" }, { "千尋", "chihiro" },
      { "悠真", "yuma" }, { "ゆかり", "yukari" }, { "直樹", "naoki" },
    },
    .family = {
      { "佐藤", "sato" }, { "鈴木", "suzuki" }, { "高橋", "takahashi" }, { "田中", "tanaka" },
      { "渡辺", "watanabe" }, { "山本", "yamamoto" }, { "小林", "kobayashi" }, { "加藤", "kato" },
      { "吉田", "yoshida" }, { "斎藤", "saito" }, { "松本", "matsumoto" }, { "井上", "inoue" },
    },
  },
  {
    .weight = 6,
    .given = {
      { "伟", "wei" }, { "芳", "fang" }, { "静", "jing" }, { "强", "qiang" }, { "敏", "min" },
      { "磊", "lei" }, { "雅婷", "yating" }, { "志明", "zhiming" }, { "晓红", "xiaohong" },
      { "建国", "jianguo" }, { "宇轩", "yuxuan" }, { "子涵", "zihan" },
    },
    .family = {
      { "王", "wang" }, { "李", "li" }, { "张", "zhang" }, { "刘", "liu" }, { "陳", "chen" },
      { "楊", "yang" }, { "赵", "zhao" }, { "黃", "huang" }, { "周", "zhou" }, { "吳", "wu" },
      { "欧阳", "ouyang" }, { "林", "lin" },
    },
  },
  {
    .weight = 4,
    .given = {
      { "민준", "minjun" }, { "서연", "seoyeon" }, { "지우", "jiwoo" }, { "하준", "hajun" },
      { "수빈", "subin" }, { "예은", "yeeun" }, { "도윤", "doyun" }, { "지민", "jimin" },
      { "현우", "hyunwoo" }, { "유진", "yujin" }, { "은지", "eunji" }, { "태현", "taehyun" },
    },
    .family = {
      { "김", "kim" }, { "이", "lee" }, { "박", "park" }, { "최", "choi" }, { "정", "jung" },
      { "강", "kang" }, { "조", "cho" }, { "윤", "yoon" }, { "장", "jang" }, { "임", "lim" },
      { "한", "han" }, { "오", "oh" },
    },
  },
  {
    .weight = 5,
    .given = {
      { "محمد", "mohammed" }, { "فاطمة", "fatima" }, { "أحمد", "ahmed" }, { "ليلى", "layla" },
      { "يوسف", "youssef" }, { "مريم", "maryam" }, { "خالد", "khaled" }, { "نور", "nour" },
      { "عمر", "omar" }, { "زينب", "zainab" }, { "سارة", "sara" }, { "حسن", "hassan" },
    },
    .family = {
      { "الحسن", "alhassan" }, { "العلي", "alali" }, { "منصور", "mansour" }, { "حداد", "haddad" },
      { "خوري", "khoury" }, { "الشامي", "alshami" }, { "بركات", "barakat" }, { "نجار", "najjar" },
      { "صالح", "saleh" }, { "فارس", "fares" }, { "قاسم", "kassem" }, { "الزين", "alzein" },
    },
  },
  {
    .weight = 7,
    .given = {
      { "Aarav", "aarav" }, { "Priya", "priya" }, { "Rohan", "rohan" }, { "Ananya", "ananya" },
      { "Vikram", "vikram" }, { "Meera", "meera" }, { "अनिल", "anil" }, { "सुनीता", "sunita" },
      { "Kavya", "kavya" }, { "Arjun", "arjun" }, { "Deepa", "deepa" }, { "Ishaan", "ishaan" },
    },
    .family = {
      { "Sharma", "sharma" }, { "Patel", "patel" }, { "Iyer", "iyer" }, { "Singh", "singh" },
      { "Gupta", "gupta" }, { "Nair", "nair" }, { "वर्मा", "varma" }, { "Reddy", "reddy" },
      { "Banerjee", "banerjee" }, { "Kulkarni", "kulkarni" }, { "Menon", "menon" },
      { "जोशी", "joshi" },
    },
  },
  {
    .weight = 5,
    .given = {
      { "Nguyễn", "nguyen" }, { "Ayşe", "ayse" }, { "Çağla", "cagla" }, { "Mehmet", "mehmet" },
      { "Thảo", "thao" }, { "Đức", "duc" }, { "Gökhan", "goekhan" }, { "Zeynep", "zeynep" },
      { "Ngọc", "ngoc" }, { "İlker", "ilker" }, { "Hương", "huong" }, { "Şule", "sule" },
    },
    .family = {
      { "Trần", "tran" }, { "Yılmaz", "yilmaz" }, { "Özdemir", "oezdemir" }, { "Phạm", "pham" },
      { "Çelik", "celik" }, { "Lê", "le" }, { "Şahin", "sahin" }, { "Đặng", "dang" },
      { "Güneş", "gunes" }, { "Võ", "vo" }, { "Aydın", "aydin" }, { "Bùi", "bui" },
    },
  },
  {
    .weight = 5,
    .given = {
      { "Chinedu", "chinedu" }, { "Amara", "amara" }, { "Kwame", "kwame" },
      { "Wanjiru", "wanjiru" }, { "Ọlá", "ola" }, { "Zanele", "zanele" }, { "Tendai", "tendai" },
      { "Abeni", "abeni" }, { "Fatou", "fatou" }, { "Sipho", "sipho" }, { "Nia", "nia" },
      { "Emeka", "emeka" },
    },
    .family = {
      { "Okafor", "okafor" }, { "Mensah", "mensah" }, { "Adébáyọ̀", "adebayo" },
      { "Ndlovu", "ndlovu" }, { "Mwangi", "mwangi" }, { "Diallo", "diallo" },
      { "Nkosi", "nkosi" }, { "Achebe", "achebe" }, { "Traoré", "traore" }, { "Kamau", "kamau" },
      { "Owusu", "owusu" }, { "Eze", "eze" },
    },
  },
};

/* Reserved for examples (RFC 2606 and 6761): no message can ever reach anybody. */
static const char * const domains[] = {
  "example.com", "example.com", "example.com", "example.org", "example.net",
  "northwind.example", "bluebird.example", "acme.example", "tinyteam.example",
  "harbour.example", "lighthouse.example", "papercrane.example", "redwood.example",
  "studio-neun.example", "sakura.example", "lumen.example", "orchard.example",
};

/**
 * wh_demo_people_pick_region:
 * @random: any number
 *
 * Returns: (transfer none): where somebody is from, the larger markets more often
 */
const WhDemoRegion *
wh_demo_people_pick_region (guint64 random)
{
  guint total = 0;
  guint left;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (regions); i++)
    total += regions[i].weight;

  left = (guint) (random % total);
  for (i = 0; left >= regions[i].weight; i++)
    left -= regions[i].weight;

  return &regions[i];
}

/**
 * wh_demo_people_pick_domain:
 * @random: any number
 *
 * Returns: (transfer none): the domain of an e-mail address
 */
const char *
wh_demo_people_pick_domain (guint64 random)
{
  return domains[random % G_N_ELEMENTS (domains)];
}
