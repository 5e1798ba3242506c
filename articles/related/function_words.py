"""Words that hold sentences together in languages other than English; pure, no Django.

The words most said in a language say nothing about a story, yet in a paper of another language a German
story would be joined with every other by "der", "die" and "und". English has its own list in terms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from articles.people.fold import fold_name

SPOKEN = {
    "German": """
        der die das den dem des ein eine einen einem einer eines und oder aber denn doch sondern auch noch nur
        schon sehr mehr nicht kein keine keinen keiner ist sind war waren wird werden wurde wurden worden sein
        bin bist hat habe haben hatte hatten kann können konnte muss müssen soll sollen sollte will wollen
        wollte möchte darf dürfen ich du er sie es wir ihr ihm ihn ihnen uns euch mich mir dich dir sich man
        mein meine meinen dein seine seinen seiner seinem ihre ihren ihrer ihrem unser unsere dieser diese
        dieses diesem diesen jener jede jeder jedes alle allem allen aller alles was wer wie wo wann warum
        welche welcher welches wenn weil dass ob als bis damit dann dort hier da so zu zum zur im am an auf
        aus bei beim durch für gegen in mit nach ohne über um unter von vom vor wegen zwischen seit während
        etwa immer wieder jetzt heute gestern morgen nun also sowie bereits ganz viel viele vielen wenig
        einmal zwei drei jahr jahre jahren uhr sagte sagt laut dabei dazu daran darauf gibt ging gehen machen
        gemacht lassen selbst etwas nichts niemand weitere weiter ersten erste zwar hin her""",
    "French": """
        le la les un une des du de et ou mais donc or ni car que qui quoi dont où ce cet cette ces celui celle
        ceux cela ça il elle ils elles on nous vous je tu me te se lui leur leurs son sa ses mon ma mes ton ta
        tes notre nos votre vos au aux à en dans sur sous par pour avec sans chez vers entre depuis pendant
        avant après contre selon est sont était étaient être été sera seront serait ont avait avaient avoir
        eu ait fait faire peut peuvent pouvait doit doivent ne pas plus moins très bien aussi encore déjà
        toujours jamais tout tous toute toutes autre autres même comme si quand lors lorsque ainsi alors
        puis ici là deux trois an ans année années jour jours hier aujourd'hui dit selon afin chaque""",
    "Spanish": """
        el la los las un una unos unas lo al del de y e o u pero sino que quien quienes cual cuales cuyo donde
        cuando como porque pues si no ni también tampoco muy más menos ya aún todavía siempre nunca este esta
        estos estas ese esa esos esas eso esto aquel aquella él ella ellos ellas yo tú usted ustedes nos
        nosotros me te se le les su sus mi mis tu tus nuestro nuestra a ante bajo con contra desde durante en
        entre hacia hasta para por según sin sobre tras es son era eran fue fueron ser sido sea está están
        estaba estar ha han había habían haber hay he tiene tienen tenía tener hace hacer hizo puede pueden
        podía todo toda todos todas otro otra otros otras mismo misma cada dos tres año años día días ayer
        hoy dijo así entonces luego además""",
    "Italian": """
        il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo
        alla ai agli alle dal dalla dai dalle nel nello nella nei negli nelle sul sulla sui sulle e ed o ma
        però che chi cui quale quali quando dove come perché se non anche ancora già sempre mai più meno molto
        è sono era erano essere stato stata stati fu furono sarà ha hanno aveva avevano avere può possono deve
        devono fare fatto io tu lui lei noi voi loro mi ti ci vi si gli suo sua suoi sue mio mia nostro questo
        questa questi queste quello quella quelli tutto tutti tutta tutte altro altri altra ogni due tre anno
        anni giorno ieri oggi dopo prima contro secondo senza durante così poi""",
    "Portuguese": """
        o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para
        com sem sobre entre até desde contra e ou mas que quem qual quando onde como porque se não também
        ainda já sempre nunca mais menos muito é são era eram foi foram ser sido será está estão estava estar
        tem têm tinha ter havia há pode podem deve fazer feito ele ela eles elas eu nós você vocês me te lhe
        seu sua seus suas meu minha este esta estes estas esse essa isso isto aquele aquela todo toda todos
        todas outro outra outros cada dois duas três ano anos dia dias ontem hoje disse após segundo assim""",
    "Dutch": """
        de het een en of maar want dat die dit deze wat wie welke waar wanneer hoe waarom als dan toen omdat
        niet geen ook nog al wel zeer meer minder is zijn was waren wordt worden werd werden geweest ben bent
        heeft hebben had hadden kan kunnen kon moet moeten zal zullen zou zouden wil willen mag ik je jij hij
        zij ze we wij jullie hun hem haar ons mij me zich zijn mijn uw onze men er hier daar in op aan van
        voor met bij naar uit over om door tot tegen tussen onder na sinds zonder te ter ten alle alles andere
        elke veel twee drie jaar jaren dag gisteren vandaag nu al zo zegt zei volgens""",
    "Swedish": """
        och att det som en ett den de är var vara varit blir blev har hade ha kan kunde ska skulle vill måste
        inte också men eller om när där här hur vad vem vilka på av för med till från i under över mellan
        efter innan mot utan genom hos vid än så nu sedan redan bara mycket mer alla andra många två tre jag
        du han hon vi ni dem honom henne oss sig sin sitt sina min mitt dess deras detta denna dessa man säger
        sade år dag igår idag enligt""",
    "Danish and Norwegian": """
        og at det som en et ei den de er var være været vært bliver blir blev ble har havde hadde ha kan kunne
        skal skulle vil ville må måtte ikke ikkje også men eller om når da der her hvor hva hvad hvem hvis på
        af av for med til fra i under over mellem mellom efter etter før mod mot uden uten gennem gjennom hos
        ved enn end så nu nå siden allerede bare meget mye mer mere alle andre mange to tre jeg du han hun vi
        dem dere ham hende henne os oss seg sig sin sitt sine min mit deres dette denne disse man siger sier
        sagde sa år dag går ifølge""",
    "Polish": """
        i w z na do o od po za przez dla przy bez nad pod przed między u a ale lub czy że żeby który która
        które których którzy kto co gdzie kiedy jak jako jest są był była było były być będzie będą ma mają
        miał może mogą nie tak też także już jeszcze tylko bardzo więcej to ten ta te tego tej tym tych on ona
        oni one ich jego jej im się sobie ja my nas nam swój swoje wszystko wszyscy inne dwa trzy rok roku lat
        dnia oraz więc gdy aby według""",
    "Czech": """
        a i v ve z ze na do o od po za pro při bez nad pod před mezi u ale nebo že aby který která které
        kteří kdo co kde kdy jak jako je jsou byl byla bylo byli být bude budou má mají měl může mohou ne ani
        také už ještě jen jenom velmi více to ten ta ty toho tom těch on ona oni jejich jeho její se si svůj
        své já my nás vše všechno jiné dva tři rok roku let dne podle""",
    "Turkish": """
        ve bir bu da de için ile olarak olan çok daha en gibi kadar sonra önce ama ancak veya ki ne nasıl
        neden her hiç değil var yok oldu olduğu olduğunu eden etti edildi ise bunun buna şu o onun ben biz siz
        onlar kendi tüm bütün diğer iki üç yıl yılında gün dedi göre üzerinde""",
    "Finnish": """
        ja on ei se että oli ovat olivat ole ollut olla tämä tämän nämä ne hän he minä me mutta tai kun jos
        kuin myös vain vielä jo niin nyt sekä mukaan kanssa joka jotka jonka mitä miten missä kaikki muut
        kaksi kolme vuotta vuonna sanoi""",
    "Romanian": """
        și si în la de cu pe din pentru prin după despre sub între fără un o unui unei al ale ai lui care ce
        cine unde când cum că dacă dar sau nu mai este sunt era erau fi fost va vor are au avea poate el ea ei
        ele eu noi se își său sa lor acest această aceste toate tot alte doi trei an ani zi""",
    "Hungarian": """
        a az egy és hogy nem is van volt voltak lesz ez azt ezt ami aki amely akik mint de vagy ha már még
        csak meg el ki be fel le után előtt között szerint alatt után minden más két három év évben nap""",
    "Russian": """
        и в во не на что он она оно они я мы вы с со как а то все но по из у же за от о об так его ее их был
        была было были быть есть будет для до при это этот эта эти или если мне меня нас нам вас который
        которая которые которых чтобы когда где кто только уже еще также более после перед между под над без
        через свой своей своих тот том там тут два три год года лет день сказал""",
    "Ukrainian": """
        і й та в у не на що він вона воно вони я ми ви з із зі як а то все але по за від до про його її їх був
        була було були бути є буде для при це цей ця ці або якщо мені нас нам вас який яка які яких щоб коли
        де хто тільки вже ще також більше після перед між під над без через свій своєї рік року років день""",
    "Greek": """
        ο η το οι τα του της των τον την τους τις και να με σε για από που πως ότι δεν θα είναι ήταν έχει
        έχουν είχε αυτό αυτή αυτός αυτά μας σας μου σου στο στη στην στον στα στις στους ένα μια ένας κατά
        μετά πριν όταν αν αλλά ή όπως πολύ πιο όλα""",
    "Indonesian": """
        yang dan di ke dari untuk dengan pada ini itu dalam tidak akan adalah oleh juga karena atau sebagai
        telah sudah bisa dapat ada mereka kami kita ia dia saya para lebih setelah saat seperti bahwa hanya
        tersebut menjadi hingga antara tahun hari""",
}  # fmt: skip

LEAST = 0.12
"""The share of a story's words that one language must hold: of English stories it is .03 at most."""
OF_ENGLISH = 0.75
"""They must be so many of the English ones, which stand in a tenth of a Dutch story and in half of an English one."""
FEWEST = 4
"""Different words of it that must stand there: “Die Hard” is not German."""

Spoken = dict[str, tuple[str, ...]]
"""Term -> the languages that say it all the time."""


def spoken(stem: Callable[[str], str]) -> Spoken:
    """The lists as terms are written: folded and stemmed."""
    found: dict[str, list[str]] = {}
    for language, words in SPOKEN.items():
        for term in {stem(fold_name(word)) for word in words.split()}:
            found.setdefault(term, []).append(language)
    return {term: tuple(languages) for term, languages in found.items()}


def without_function_words(terms: Sequence[str], known: Spoken, english: int = 0) -> list[str]:
    """The terms of a story without those that hold its sentences together, whatever its language.

    `english` is how many English ones were left out of them already: a story has its words of one
    language, not of two.
    """
    suspected = known.keys() & set(terms)
    if len(suspected) < FEWEST:
        return list(terms)
    counted = Counter(term for term in terms if term in suspected)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for term in suspected:
        for language in known[term]:
            said[language].append(term)
    least = max(LEAST * len(terms), OF_ENGLISH * english)
    dropped = {
        term
        for told in said.values()
        if len(told) >= FEWEST and sum(counted[term] for term in told) >= least
        for term in told
    }
    return [term for term in terms if term not in dropped] if dropped else list(terms)
