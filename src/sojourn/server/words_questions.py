"""The questions themselves in Chinese and Russian: what they ask, what they give."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "What is asserted about this place at that date, as known on another date?": (
        "关于此地在某一日期，按另一日期已知的情况，有哪些陈述？",
        "Что утверждается об этом месте на такую-то дату, по данным на другую дату?",
    ),
    "In which cities do they live, and how many in each?": (
        "他们住在哪些城市，每个城市有多少人？",
        "В каких городах они живут и сколько их в каждом?",
    ),
    "Can these two figures be compared, and if not, which facet differs?": (
        "这两个数字可以比较吗？如果不能，哪个方面不同？",
        "Можно ли сравнить эти два числа, и если нет, в чём они расходятся?",
    ),
    "How are these two connected?": ("这两者有何联系？", "Как связаны эти два объекта?"),
    "What was this place part of at the time, and do the boundaries match those of today?": (
        "当时此地隶属何处，边界与今天一致吗？",
        "Частью чего было это место тогда и совпадают ли границы с нынешними?",
    ),
    "What do all sources say about the people from here who move or live there?": (
        "关于从此地迁往或居住在彼地的人，各来源怎么说？",
        "Что говорят все источники о людях отсюда, которые едут или живут там?",
    ),
    "What are the largest corridors between countries, subregions or continents, by each source?": (
        "按各来源，国家、次区域或大洲之间最大的迁移通道有哪些？",
        "Каковы крупнейшие коридоры между странами, субрегионами или континентами по каждому источнику?",
    ),
    "Which figures are derived, by what rule, from which assertions?": (
        "哪些数字是推算的，依据什么规则，来自哪些陈述？",
        "Какие числа выведены, по какому правилу и из каких утверждений?",
    ),
    "Where do sources contradict each other, and by how much?": (
        "各来源在哪里相互矛盾，相差多少？",
        "Где источники противоречат друг другу и насколько?",
    ),
    "Who first reported this figure, and through whom did it reach us?": (
        "这个数字最早由谁报道，经谁传到我们这里？",
        "Кто первым сообщил это число и через кого оно дошло до нас?",
    ),
    "Which flows have no number, no date or no named origin or destination?": (
        "哪些流动没有数字、没有日期，或没有指明来源地或目的地？",
        "У каких потоков нет числа, даты либо названного места выезда или назначения?",
    ),
    "Is this number a stock, a flow, a net change or a share?": (
        "这个数字是存量、流量、净变动还是比例？",
        "Это число — численность (запас), поток, сальдо или доля?",
    ),
    "Where do the most people live, of whom, as of when, and by which count?": (
        "哪里居住的人最多，是哪些人，截至何时，依据哪种统计？",
        "Где живёт больше всего людей, каких, на какое время и по какому подсчёту?",
    ),
    "What is the net between two places, if both directions are asserted?": (
        "若两个方向都有陈述，两地之间的净迁移是多少？",
        "Каково миграционное сальдо между двумя местами, если утверждаются оба направления?",
    ),
    "Who gains and who loses people by migration, by each source?": (
        "按各来源，谁因迁移增加人口，谁减少人口？",
        "Кто приобретает и кто теряет людей из-за миграции, по каждому источнику?",
    ),
    "How did the mix of origins change, and can counts be computed?": (
        "来源地构成如何变化，能否算出人数？",
        "Как изменился состав по происхождению и можно ли вычислить численность?",
    ),
    "Where do these people come from, and is a number stated for each origin?": (
        "这些人来自哪里，每个来源地是否有数字？",
        "Откуда приезжают эти люди и названо ли число для каждого места?",
    ),
    "What do the parts say against the whole?": (
        "各部分之和与整体相比如何？",
        "Что говорят части в сравнении с целым?",
    ),
    "Which provinces lost residents, by how much, over which years, and was it migration?": (
        "哪些省份流失了居民，流失多少，在哪些年份，是否因迁移？",
        "Какие провинции потеряли жителей, сколько, за какие годы, и была ли это миграция?",
    ),
    "Which populations are permanent residents, seasonal, an ethnic minority, workers?": (
        "哪些人群是永久居民、季节性人口、少数民族或劳动者？",
        "Какие группы — постоянные жители, сезонные жители, этническое меньшинство, работники?",
    ),
    "Which professions are named in a flow or population, with the ISCO code or the reason there is none?": (
        "流动或人群中提到哪些职业，其 ISCO 代码是什么，或为何没有？",
        "Какие профессии названы в потоке или группе, с кодом ISCO или причиной его отсутствия?",
    ),
    "Which reasons are given for a flow, by whom, and do they push, pull, retain or deter?": (
        "谁为某一流动给出了哪些原因，是推动、吸引、留住还是阻止？",
        "Какие причины потока называют, кто, и что они делают: выталкивают, притягивают, удерживают или отпугивают?",
    ),
    "Did the number rise or fall, and does every source agree on the sign?": (
        "人数是增是减，各来源的说法一致吗？",
        "Число выросло или упало и согласны ли в этом все источники?",
    ),
    "Which claims rest on a single root source although several articles carry them?": (
        "哪些陈述虽由多篇文章转载，却只有一个最初来源？",
        "Какие утверждения держатся на одном первоисточнике, хотя их приводят несколько статей?",
    ),
    "How many of these people live there, as of when, and by which count?": (
        "有多少这样的人住在那里，截至何时，依据哪种统计？",
        "Сколько этих людей живёт там, на какое время и по какому подсчёту?",
    ),
    "How did this flow or this stock go through time, by each source?": (
        "按各来源，这一流量或存量随时间如何变化？",
        "Как этот поток или эта численность (запас) менялись со временем по каждому источнику?",
    ),
    "What are the top corridors in a period, by method, and how far do methods differ?": (
        "某一时期按统计方法最大的通道有哪些，各方法相差多少？",
        "Каковы главные коридоры за период по методам и насколько методы расходятся?",
    ),
    "Which flows touch this region, its parts included?": (
        "哪些流动涉及该地区及其各部分？",
        "Какие потоки затрагивают этот регион вместе с его частями?",
    ),
    "Which figures about these people in this place do we hold, who said each, and why do they differ?": (
        "关于此地这些人，我们有哪些数字，各由谁说，为何不同？",
        "Какие числа об этих людях в этом месте у нас есть, кто их назвал и почему они расходятся?",
    ),
    "What does a source say in all; what would vanish if it were withdrawn?": (
        "某一来源总共说了什么；如果撤回它，什么会消失？",
        "Что источник говорит всего; что исчезнет, если его отозвать?",
    ),
    "Did the wording change along the chain?": ("措辞在转述链中改变了吗？", "Менялась ли формулировка по цепочке?"),
    "What is asserted in all?": ("总共有哪些陈述？", "Что утверждается всего?"),
    "Who moved from where to where, and who says so?": (
        "谁从哪里迁往哪里，由谁说？",
        "Кто откуда куда переехал и кто об этом говорит?",
    ),
    "Who lives where, how many, and who says so?": (
        "谁住在哪里，有多少人，由谁说？",
        "Кто где живёт, сколько и кто об этом говорит?",
    ),
    "Who speaks in this graph?": ("此图中有哪些来源发声？", "Кто говорит в этом графе?"),
    "What is asserted about a place at a date, as far as it was known on another date.": (
        "某地在某日期的陈述，以另一日期已知者为限。",
        "Что утверждается о месте на дату, насколько это было известно на другую дату.",
    ),
    "Where within a place a population lives, and how many in each city or region, as ranges.": (
        "某人群住在某地的哪些部分，每个城市或地区有多少人（区间）。",
        "Где внутри места живёт группа и сколько её в каждом городе или регионе, интервалами.",
    ),
    "Whether two figures may be compared, and if not, which facet differs first.": (
        "两个数字能否比较；如果不能，首先在哪个方面不同。",
        "Можно ли сравнивать два числа, и если нет, в чём они расходятся прежде всего.",
    ),
    "How two things are connected: by one statement, by containment, or by two statements with one in common.": (
        "两者如何联系：通过一条陈述、通过隶属关系，或通过有共同之处的两条陈述。",
        "Как связаны две вещи: одним утверждением, вхождением или двумя утверждениями с общим звеном.",
    ),
    "What a place was part of at a date, and whether it still is.": (
        "某地在某日期隶属何处，现在是否仍然如此。",
        "Частью чего было место на дату и остаётся ли так.",
    ),
    "Every claim about people from one place in another: flows, stocks and shares side by side.": (
        "关于一地之人在另一地的所有陈述：流量、存量与比例并列。",
        "Все утверждения о людях из одного места в другом: потоки, запасы и доли рядом.",
    ),
    "Flows rolled up along containment to countries, subregions or continents, added only where they may be.": (
        "按隶属关系汇总到国家、次区域或大洲的流动，只在可以相加之处相加。",
        "Потоки, сведённые к странам, субрегионам или континентам; складывается только то, что можно складывать.",
    ),
    "What the tool computed: each figure with its rule, its arithmetic and the claims that went in.": (
        "本工具计算的结果：每个数字附规则、算式和所用陈述。",
        "Что вычислила программа: каждое число с правилом, арифметикой и исходными утверждениями.",
    ),
    "Figures of two sources for the same thing that cannot both be true, the widest apart first.": (
        "两个来源对同一事物给出的、不能同时为真的数字，差距最大者在前。",
        "Числа двух источников об одном и том же, которые не могут быть верны оба; сначала самые далёкие.",
    ),
    "The chain of a claim, from the text that was read to its root.": (
        "一条陈述的传播链，从所读文本到最初来源。",
        "Цепочка утверждения — от прочитанного текста до первоисточника.",
    ),
    "Flows that lack a number, a date, an origin or a destination.": (
        "缺少数字、日期、来源地或目的地的流动。",
        "Потоки без числа, даты, места выезда или места назначения.",
    ),
    "What kind of statement a figure belongs to, and what that kind means.": (
        "一个数字属于哪类陈述，该类含义是什么。",
        "К какому виду утверждений относится число и что этот вид значит.",
    ),
    "The largest stocks, as each source gives them, with place, population, time and method.": (
        "各来源给出的最大存量，附地点、人群、时间和方法。",
        "Крупнейшие численности (запасы) по каждому источнику: место, группа, время и метод.",
    ),
    "The net between two places, where flows in both directions are asserted with numbers of one unit.": (
        "两地之间的净迁移（两个方向都有同一单位的数字时）。",
        "Сальдо между двумя местами, если для обоих направлений есть числа в одних единицах.",
    ),
    "Arrivals, departures and net of each country, subregion or continent, by source and time.": (
        "各国家、次区域或大洲的迁入、迁出与净值，按来源和时间。",
        "Прибытия, выбытия и сальдо каждой страны, субрегиона или континента по источникам и времени.",
    ),
    "Shares of populations in one whole at an earlier and a later time, with the counts that can be computed.": (
        "各人群在同一整体中先后两个时间的比例，以及可以算出的人数。",
        "Доли групп в одном целом раньше и позже, с численностью, которую можно вычислить.",
    ),
    "Where people come from who move to a place, and whether a number is stated for each origin.": (
        "迁往某地的人来自哪里，每个来源地是否有数字。",
        "Откуда приезжают в место и названо ли число для каждого места выезда.",
    ),
    "The figures for the parts of a place, their sum where they do not overlap, and the figures for the whole.": (
        "某地各部分的数字、不重叠时的合计，以及整体的数字。",
        "Числа для частей места, их сумма, где они не пересекаются, и числа для целого.",
    ),
    "Places that lost residents, by how much, over which years, and whether that was migration.": (
        "流失居民的地方，流失多少、在哪些年份，以及是否因迁移。",
        "Места, потерявшие жителей: сколько, за какие годы и была ли это миграция.",
    ),
    "By which status, pattern of mobility, criterion or activity the populations are told apart.": (
        "各人群按何种身份、流动方式、标准或活动区分。",
        "По какому статусу, виду мобильности, признаку или занятию различаются группы.",
    ),
    "Professions under which people are spoken of, with the ISCO-08 code or the reason there is none.": (
        "提及人们时所用的职业，附 ISCO-08 代码或没有代码的原因。",
        "Профессии, под которыми говорят о людях, с кодом ISCO-08 или причиной его отсутствия.",
    ),
    "The reasons that sources give for moving or staying, by whom, and which way they work.": (
        "各来源给出的迁移或留下的原因，由谁说，作用方向如何。",
        "Причины ехать или оставаться по источникам: кто называет и как они действуют.",
    ),
    "Which way a number went according to each source, and whether the sources agree.": (
        "按各来源，数字朝哪个方向变化，说法是否一致。",
        "Куда двигалось число по каждому источнику и согласны ли источники.",
    ),
    "Claims that several publications carry and that still rest on one root source.": (
        "由多家出版物转载、却仍出自一个最初来源的陈述。",
        "Утверждения из нескольких изданий, которые всё же восходят к одному первоисточнику.",
    ),
    "Every stock of a population in a place, with its date, its method and who counted.": (
        "某人群在某地的每个存量，附日期、方法和统计者。",
        "Каждая численность (запас) группы в месте: дата, метод и кто считал.",
    ),
    "One corridor or one stock through time, source by source.": (
        "一条通道或一个存量随时间的变化，逐个来源。",
        "Один коридор или один запас во времени, по источникам.",
    ),
    "The largest flows with a number, by unit and method, and how far other methods differ.": (
        "有数字的最大流动，按单位和方法，以及其他方法相差多少。",
        "Крупнейшие потоки с числом по единицам и методам и насколько расходятся другие методы.",
    ),
    "Flows that start or end in a region or in any of its parts.": (
        "起于或止于某地区或其任一部分的流动。",
        "Потоки, которые начинаются или кончаются в регионе или любой его части.",
    ),
    "The figures about a population in a place, two by two, with who said each and the facet that differs first.": (
        "关于某地某人群的数字两两对照，附各由谁说和首先不同的方面。",
        "Числа о группе в месте попарно: кто назвал каждое и в чём они расходятся прежде всего.",
    ),
    "All that rests on a source, and what only that source mentions.": (
        "依赖某一来源的一切，以及只有它提到的内容。",
        "Всё, что держится на источнике, и что упоминает только он.",
    ),
    "Claims that some link of their chain words otherwise than what the figure is.": (
        "传播链中某一环的措辞与数字本身不符的陈述。",
        "Утверждения, которые какое-то звено цепочки называет иначе, чем то, чем является число.",
    ),
    "Every assertion, with its figure, period, places, population and source.": (
        "每条陈述，附数字、时期、地点、人群和来源。",
        "Каждое утверждение: число, период, места, группа и источник.",
    ),
    "Every flow that a source asserts, one row per origin and destination.": (
        "来源所陈述的每个流动，每对来源地与目的地一行。",
        "Каждый поток из источников, по строке на место выезда и место назначения.",
    ),
    "Every stock that a source asserts, one row per place.": (
        "来源所陈述的每个存量，每个地点一行。",
        "Каждая численность (запас) из источников, по строке на место.",
    ),
    "Every source, seen or known only by citation, with what it rests on as a whole.": (
        "每个来源，无论已读或仅因被引用而知，及其整体依据。",
        "Каждый источник, прочитанный или известный по ссылке, и на чём он держится в целом.",
    ),
}
